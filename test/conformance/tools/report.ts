import type { FuzzResult } from '../fuzz/fuzz.ts';
import { leftOut } from '../fuzz/schemathesis.ts';
import type { MotoVerdict } from '../moto/judgeByMoto.ts';
import type { LintFinding } from './linters.ts';
import type { ResourceOutcome } from './stackEvents.ts';
import type { SuiteResult } from './suites.ts';

export interface Report {
  readonly emulator: string;
  readonly nodeVersion: string;
  readonly deployed: readonly ResourceOutcome[];
  /** The data stack with a user pool, which is tried apart because the emulator cannot take it whole. */
  readonly withUserPool: readonly ResourceOutcome[];
  readonly suites: readonly SuiteResult[];
  readonly fuzz: FuzzResult;
  readonly moto: MotoVerdict;
  readonly linters: readonly { readonly name: string; readonly findings: readonly LintFinding[] }[];
}

/** The report in Markdown. Neither dates nor durations: the same results make the same text. */
export const reportText = (report: Report): string =>
  [
    '# Conformance',
    '',
    'Written by `npm run conformance`; do not edit. How it works: [test/conformance](../test/conformance/README.md).',
    '',
    `Emulator: ${report.emulator}. The functions ran as processes on Node.js ${report.nodeVersion}.`,
    '',
    '## The stacks, deployed by the CDK',
    '',
    'With an issuer of tokens of its own (`jwtIssuer`), as an accounting product has one.',
    '',
    ...resourceTable(report.deployed),
    '',
    '## The data stack with the user pool',
    '',
    'As `cdk.json` has it for stage `dev`, without an issuer of its own.',
    '',
    ...resourceTable(report.withUserPool),
    '',
    '## Suites',
    '',
    ...suiteTable(report.suites),
    '',
    '## The contract suites on a second emulator',
    '',
    `${report.moto.emulator}, by other people. It takes no template of ours whole, so tables, key, queues, buses, secrets and the`,
    'sender of mails were made by calls, with the names of the template.',
    '',
    ...suiteTable(report.moto.suites),
    '',
    '## Fuzz',
    '',
    `${report.fuzz.tool} called the product, as \`npm start\` runs it, by its own OpenAPI document: ${report.fuzz.operations} of its`,
    `${report.fuzz.operations + leftOut.length} calls, with what the document allows and what it forbids.`,
    '',
    ...(report.fuzz.failures.length === 0 ? ['- no finding'] : report.fuzz.failures.map((failure) => `- ${failure}`)),
    '',
    '## Linters',
    '',
    ...report.linters.flatMap(({ name, findings }) => [
      `- ${name}: ${findings.length === 0 ? 'no finding that is not explained next to its resource' : 'findings:'}`,
      ...findings.map(({ rule, resource, words }) => `  - \`${rule}\` ${resource}: ${words}`),
    ]),
    '',
  ].join('\n');

/** Enough to recognise what is missing. */
const maxWords = 240;

const isWell = ({ status }: ResourceOutcome): boolean => status === 'CREATE_COMPLETE';
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

const resourceTable = (outcomes: readonly ResourceOutcome[]): readonly string[] => {
  const types = [...new Set(outcomes.map(({ type }) => type))].sort();
  return [
    '| resource type | created | failed | in the emulator’s words |',
    '| --- | ---: | ---: | --- |',
    ...types.map((type) => {
      const ofType = outcomes.filter((outcome) => outcome.type === type);
      const failed = ofType.filter((outcome) => !isWell(outcome));
      const words = [...new Set(failed.map(({ reason }) => reason))].join(' / ');
      return `| ${type} | ${ofType.length - failed.length} | ${failed.length} | ${cell(words)} |`;
    }),
  ];
};

const suiteTable = (suites: readonly SuiteResult[]): readonly string[] => [
  '| suite | passed | failed | in the emulator’s words |',
  '| --- | ---: | ---: | --- |',
  ...suites.map(({ suite, passed, failures }) => {
    const words = failures.map((failure) => `${failure.title}: ${cell(failure.words).slice(0, maxWords)}`).join(' / ');
    return `| ${suite} | ${passed} | ${failures.length} | ${words} |`;
  }),
];
