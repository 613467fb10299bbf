import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { plantedFaults } from './planted.ts';
import type { Asked } from './asked.ts';
import type { PolicyDocument } from './policyDocuments.ts';

const answers = z.array(z.array(z.object({ rule: z.string(), words: z.string() })));
export type PolicyFindings = z.output<typeof answers>;
export type ReadPolicies = (asked: readonly Asked[]) => Promise<PolicyFindings>;

export interface PolicyFinding {
  readonly rule: string;
  readonly resource: string;
  readonly property: string;
  readonly words: string;
  /** Why it does not count; without one it does. */
  readonly reason?: string;
}

export interface PolicyVerdict {
  /** How many policies were read of each property of each type. */
  readonly read: Readonly<Record<string, number>>;
  readonly findings: readonly PolicyFinding[];
  /** Planted faults, and whether they were found. */
  readonly planted: readonly { readonly fault: string; readonly rule: string; readonly isFound: boolean }[];
}

/** It takes seconds on a machine that has nothing else to do. */
const maxMs = 240_000;

/** parliament and policyuniverse, in their environment. They ask nobody for anything. */
export const readPolicies =
  (bin: string): ReadPolicies =>
  async (asked) => {
    const child = spawn(join(bin, 'python'), [join(import.meta.dirname, 'read_policies.py')], {
      env: { PATH: process.env['PATH'] },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: maxMs,
    });
    child.stdin.end(JSON.stringify(asked));
    const [said, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    if (code !== 0) throw new Error(`the policies could not be read:\n${complaint.trim()}`);
    const read = answers.parse(JSON.parse(said));
    if (read.length !== asked.length) throw new Error('the readers of policies did not answer for each of them');
    return read;
  };

const isTrust = ({ property }: PolicyDocument): boolean => property === 'AssumeRolePolicyDocument';

/** A policy of who may take a role names no resource, as AWS wants it; parliament wants one, and gets the role. */
const askedOf = (policy: PolicyDocument): Asked => {
  if (!isTrust(policy)) return { document: policy.document, isTrust: false };
  const Resource = `arn:aws:iam::123456789012:role/${policy.resource}`;
  const Statement = policy.document.Statement.map((statement) => ({ ...statement, Resource }));
  return { document: { ...policy.document, Statement }, isTrust: true };
};

/** The same policy in two stages is read once. */
const eachOnce = (policies: readonly PolicyDocument[]): readonly PolicyDocument[] => [
  ...new Map(policies.map((policy) => [JSON.stringify(policy), policy])).values(),
];

const countsOf = (policies: readonly PolicyDocument[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(policies, ({ type, property }) => `${type} ${property}`)]
      .map(([name, found]): [string, number] => [name, found.length])
      .sort(([one], [other]) => one.localeCompare(other)),
  );

/** Has policies and the planted faults read, and tells which findings their resources explain. */
export const judgePolicies = async (
  policies: readonly PolicyDocument[],
  reader: ReadPolicies,
): Promise<PolicyVerdict> => {
  const ours = eachOnce(policies);
  const said = await reader([...ours.map(askedOf), ...plantedFaults.map(({ asked }) => asked)]);
  const findings = ours.flatMap(({ resource, property, explained }, index) =>
    (said[index] ?? []).map(({ rule, words }) => ({
      rule,
      resource,
      property,
      words,
      ...(explained[rule] !== undefined && { reason: explained[rule] }),
    })),
  );
  return {
    read: countsOf(ours),
    findings: [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()],
    planted: plantedFaults.map(({ fault, rule }, index) => ({
      fault,
      rule,
      isFound: (said[ours.length + index] ?? []).some((finding) => finding.rule === rule),
    })),
  };
};

/** What fails a run: findings that nobody explained, planted faults that were passed over, and nothing to read at all. */
export const wrongIn = ({ read, findings, planted }: PolicyVerdict): readonly string[] => [
  ...findings
    .filter(({ reason }) => reason === undefined)
    .map(({ rule, resource, property, words }) => `policies ${rule} ${resource} ${property}: ${words}`),
  ...planted.filter(({ isFound }) => !isFound).map(({ fault }) => `policies: a planted fault was not found, ${fault}`),
  ...(Object.keys(read).length === 0 ? ['policies: the stacks have none, or none was recognised'] : []),
];
