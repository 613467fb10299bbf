import * as z from 'zod';

export const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());

/** Conditions that are looked at here. Another operator, or another key, may not be passed over in silence. */
const operators = [
  'StringEquals',
  'StringLike',
  'StringNotLike',
  'ForAllValues:StringEquals',
  'Null',
  'Bool',
  'ArnEquals',
  'ArnLike',
] as const;
export type Operator = (typeof operators)[number];

export interface Condition {
  readonly operator: Operator;
  readonly key: string;
  readonly values: readonly string[];
}

const operatorSchema = z.enum(operators);

/** The conditions of a statement whose keys are all known. */
export const conditionsOn = (knownKey: RegExp) =>
  z
    .partialRecord(operatorSchema, z.record(z.string().regex(knownKey, 'is a key that is not known here'), oneOrMore))
    .default({})
    .transform((given): readonly Condition[] =>
      Object.entries(given).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => ({ operator: operatorSchema.parse(operator), key, values })),
      ),
    );

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: conditionsOn(/^(ses:FromAddress|kms:EncryptionContextKeys|kms:EncryptionContext:\w+)$/),
});

/** What one statement of an identity policy allows. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

/**
 * Reads the statements of a policy document. Only the forms that our stacks use are known: `Deny`, `NotAction` and the
 * like stop the start instead of being misread.
 *
 * @throws Error that names the form
 */
export const parsePolicy = (document: unknown, name: string): readonly Statement[] =>
  statementsIn(document, name, statementSchema).map(({ Action, Resource, Condition }) => ({
    actions: Action,
    resources: Resource,
    conditions: Condition,
  }));

/** @throws Error that names the form */
export const statementsIn = <S extends z.ZodType>(
  document: unknown,
  name: string,
  schema: S,
): readonly z.output<S>[] => {
  const parsed = z.looseObject({ Statement: z.array(schema) }).safeParse(document);
  if (parsed.success) return parsed.data.Statement;
  throw new Error(`the policy ${name} has a form that is not known locally: ${z.prettifyError(parsed.error)}`);
};
