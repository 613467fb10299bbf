import type * as z from 'zod';
import { bodies, components } from '../../../shared/contracts/http/components.ts';
import { operations, type Operation } from '../../../shared/contracts/http/operations.ts';
import examples from '../../../shared/runtime/openApi/examples.json' with { type: 'json' };

const schemas: Readonly<Record<string, () => z.ZodType>> = { ...components, ...bodies };

/** What the run does not come to: a call of another setting, and a body that is a secret. */
const notInTheRun = ['Confirmation', 'Credentials'];

describe('the examples of the description', () => {
  it.each(Object.entries(examples))('%s is what the schema of that name takes', (name, example) => {
    expect(schemas[name]?.().safeParse(example).error?.issues).toBeUndefined();
    expect(schemas).toHaveProperty(name);
  });

  it('are there for whatever the calls take and answer', () => {
    const named = new Map(Object.entries(schemas).map(([name, schema]) => [schema, name]));
    const used = Object.values<Operation>(operations).flatMap(({ body, answers }) => [body, ...Object.values(answers)]);
    const names = used.flatMap((schema) => (schema && named.get(schema)) ?? []);

    expect([...new Set(names)].filter((name) => !(name in examples)).toSorted()).toEqual(notInTheRun);
  });

  it('hold no secret and no token', () => {
    expect(JSON.stringify(examples)).not.toMatch(/eyJ[\w-]{10}|whsec_\w|clientSecret|BEGIN /);
  });
});
