import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from '../tools/run.ts';
import type { Subject } from './belongings.ts';

const report = z.object({
  schemathesis_version: z.string(),
  operations: z.object({ selected: z.number(), tested: z.number() }),
  test_cases: z.object({ generated: z.number() }),
  failures: z.array(z.object({ code: z.string(), title: z.string(), operations: z.array(z.string()) })),
  errors: z.array(z.unknown()),
});

/** Calls that end what the others need. What they refuse is in the tests of `test/unit/functions`. */
export const leftOut = ['disconnectConnection', 'endAccount', 'eraseTenant'];

/** Put in for one text in ten, whatever the schema asks for. */
const hostile = [
  `0.${'0'.repeat(40)}`,
  '9'.repeat(40),
  '1e400',
  '-0',
  'NaN',
  '2027-02-30',
  'null',
  '__proto__',
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\u202e',
  'A'.repeat(5_000),
];

const settingsOf = ({ url }: Subject): string => `
seed = 20261129
base-url = ${JSON.stringify(url)}
# One: two of them stumble over each other, and a run must be the same every time.
workers = 1
continue-on-failure = true
request-timeout = 20
warnings = false

[cache]
enabled = false

[headers]
Authorization = "Bearer \${FUZZ_TOKEN}"

[generation]
max-examples = 10
database = "none"

[generation.dictionaries.string]
dictionary = "hostile"
probability = 0.1

[dictionaries.hostile]
values = ${JSON.stringify(hostile)}

# What fits the document may still be refused for what it says: an unknown journal, a period that has not begun, a state that is
# no more (412).
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "404", "409", "412", "422", "429"]

# Among them what the gateway refuses by its own limits. Not a 5xx.
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "409", "412", "413", "415", "422", "429", "431"]

# An HTTP API of API Gateway answers 404 to a method that no route takes, and asks no token for that.
[checks.unsupported_method]
enabled = false

[phases.coverage]
unexpected-methods = []

[phases.examples]
enabled = false

[phases.stateful]
enabled = false

[[operations]]
include-operation-id = ${JSON.stringify(leftOut)}
enabled = false
`;

export interface SchemathesisRun {
  readonly bin: string;
  readonly folder: string;
  readonly subject: Subject;
  readonly document: object;
}

/** Calls the product with what its document allows and forbids: a fixed seed, so many examples a call and no more. */
export const schemathesis = async ({ bin, folder, subject, document }: SchemathesisRun) => {
  const file = (name: string): string => join(folder, name);
  rmSync(file('fuzz.json'), { force: true });
  writeFileSync(file('fuzz-openapi.json'), JSON.stringify(document));
  writeFileSync(file('fuzz.toml'), settingsOf(subject));
  const { output } = await run(
    join(bin, 'schemathesis'),
    [
      '--config-file',
      'fuzz.toml',
      'run',
      'fuzz-openapi.json',
      '--no-color',
      '--report',
      'json',
      '--report-json-path',
      'fuzz.json',
    ],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], FUZZ_TOKEN: subject.token },
      maxMs: 300_000,
    },
  );
  writeFileSync(file('fuzz.log'), output);
  try {
    return report.parse(JSON.parse(readFileSync(file('fuzz.json'), 'utf8')));
  } catch {
    throw new Error(`the fuzz did not run to its end:\n${output.trim().slice(-4_000)}`);
  }
};
