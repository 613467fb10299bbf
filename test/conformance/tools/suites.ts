import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from './run.ts';

const results = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullable(),
        }),
      ),
    }),
  ),
});

/** One suite, told apart by its outer title. */
export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly words: string }[];
}

export interface SuiteRun {
  readonly project: string;
  readonly folder: string;
  /** Paths below `test/`. */
  readonly paths: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** One file after the other: stories share the queue of the stage. */
  readonly oneByOne?: boolean;
}

const jestArguments = [
  '--experimental-vm-modules',
  '--no-warnings=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--config',
  'test/conformance/jest.config.js',
  '--json',
];

/** Runs suites against the deployed stage and tells how each ended. */
export const runSuites = async ({
  project,
  folder,
  paths,
  env,
  oneByOne = false,
}: SuiteRun): Promise<readonly SuiteResult[]> => {
  const file = join(folder, 'suites.json');
  const { output } = await run(
    process.execPath,
    [...jestArguments, `--outputFile=${file}`, ...(oneByOne ? ['--runInBand'] : []), ...paths],
    {
      cwd: project,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    },
  );
  try {
    return resultsOf(results.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    throw new Error(`the suites did not run:\n${output.trim()}`);
  }
};

const resultsOf = ({ testResults }: z.output<typeof results>): readonly SuiteResult[] => {
  const suites = new Map<string, SuiteResult>();
  for (const { name, message, assertionResults } of testResults) {
    if (assertionResults.length === 0) {
      suites.set(name, { suite: name, passed: 0, failures: [{ title: 'could not run', words: plain(message) }] });
    }
    for (const { ancestorTitles, title, status, failureMessages } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') continue;
      const suite = (ancestorTitles[0] ?? name).replace(' on the deployed stage', '');
      const known = suites.get(suite) ?? { suite, passed: 0, failures: [] };
      suites.set(
        suite,
        status === 'passed'
          ? { ...known, passed: known.passed + 1 }
          : { ...known, failures: [...known.failures, { title, words: plain(failureMessages?.join('\n') ?? '') }] },
      );
    }
  }
  return [...suites.values()].sort((one, other) => one.suite.localeCompare(other.suite));
};

const colours = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

/** What was said, without colours and without where in which file. */
const plain = (text: string): string =>
  text
    .replace(colours, '')
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();
