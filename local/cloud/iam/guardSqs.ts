import type { buildApp } from 'fauxqs';
import * as z from 'zod';
import { ServiceFault } from '../serviceFault.ts';
import type { Rights } from './rights.ts';

const named = z.looseObject({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });

/** A batch is the same right as one message. */
const actionOf = (operation: string): string => `sqs:${operation.replace(/Batch$/, '')}`;

const queueNameIn = (body: unknown): string => {
  const { data } = named.safeParse(body);
  return data?.QueueUrl?.split('/').at(-1) ?? data?.QueueName ?? '*';
};

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const guardSqs = (app: ReturnType<typeof buildApp>, rights: Rights): void => {
  app.addHook('preHandler', async (request, reply) => {
    const [service, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (service !== 'AmazonSQS') return;
    const resources = [rights.arn('sqs', queueNameIn(request.body))];
    try {
      rights.check(request.headers.authorization, [{ action: actionOf(operation), resources, context: {} }]);
    } catch (error) {
      if (!(error instanceof ServiceFault)) throw error;
      const body = { __type: `com.amazonaws.sqs#${error.code}`, message: error.message };
      await reply.code(error.status).type('application/x-amz-json-1.0').send(JSON.stringify(body));
    }
  });
};
