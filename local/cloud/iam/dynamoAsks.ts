import * as z from 'zod';
import type { Asked } from './allows.ts';
import type { Rights } from './rights.ts';

const single = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });
const batch = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });

/** A read of an index is a right of its own; a batch asks for each of its tables. */
const resourcesOf = (input: unknown): readonly string[] => {
  const many = batch.safeParse(input);
  if (many.success) return Object.keys(many.data.RequestItems).map((table) => `table/${table}`);
  const { data } = single.safeParse(input);
  if (!data) return ['*'];
  return [data.IndexName === undefined ? `table/${data.TableName}` : `table/${data.TableName}/index/${data.IndexName}`];
};

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const dynamoAsks = (rights: Rights, operation: string, input: unknown): readonly Asked[] =>
  resourcesOf(input).map((resource) => ({
    action: `dynamodb:${operation}`,
    resources: [rights.arn('dynamodb', resource)],
    context: {},
  }));
