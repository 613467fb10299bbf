import type { SuiteResult } from './tools/suites.ts';

/**
 * What MiniStack is known not to do, as `suite: title`. The report tells its own words. A gap that has closed fails the
 * run as well: then it has to go from here.
 */
export const gapsOfMiniStack: readonly string[] = [
  'A message that no worker can read: comes back by a redrive, and is kept apart again while nobody has mended the worker',
  // It takes a table's point-in-time recovery from its own call, not from a template.
  'Restoring the books: is possible to any second of the last 35 days',
  // It copies the table as it is now, whatever moment is asked for.
  'Restoring the books: leaves out what came after the moment',
];

/** What moto is known not to do. One that closes is welcome: of calls at once its answer is a matter of luck. */
export const gapsOfMoto: readonly string[] = [
  // A secret that is taken back from its deletion has lost its value.
  'SecretsManagerHome: retires for a week: the secret is not found, and takes new ones all the same',
];

const failuresOf = (suites: readonly SuiteResult[]) =>
  suites.flatMap(({ suite, failures }) => failures.map(({ title, words }) => ({ test: `${suite}: ${title}`, words })));

/** Failures that are no known gap. */
export const beyond = (gaps: readonly string[], suites: readonly SuiteResult[]): readonly string[] =>
  failuresOf(suites)
    .filter(({ test }) => !gaps.includes(test))
    .map(({ test, words }) => `${test}\n${words}`);

/** Gaps that have closed. */
export const closed = (gaps: readonly string[], suites: readonly SuiteResult[]): readonly string[] =>
  gaps
    .filter((gap) => !failuresOf(suites).some(({ test }) => test === gap))
    .map((gap) => `a known gap has closed, take it out of gaps.ts: ${gap}`);
