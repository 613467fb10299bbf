import { spawnSync } from 'node:child_process';
import * as z from 'zod';

const auditReport = z.looseObject({
  metadata: z.looseObject({ vulnerabilities: z.looseObject({ high: z.number(), critical: z.number() }) }),
});

const run = (project: string, args: readonly string[]): string =>
  spawnSync('npm', args, { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).stdout;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What npm knows of known holes: how many bad ones, or that nobody answered. */
export type Audit = { readonly kind: 'answered'; readonly bad: number } | { readonly kind: 'no-answer' };

/** Asks the registry of this machine; many mirrors do not answer this question. */
export const audit = (project: string, scope: readonly string[]): Audit => {
  const report = auditReport.safeParse(parsed(run(project, ['audit', '--json', ...scope])));
  if (!report.success) return { kind: 'no-answer' };
  const { high, critical } = report.data.metadata.vulnerabilities;
  return { kind: 'answered', bad: high + critical };
};

/**
 * The bill of materials of what the lock names.
 *
 * @throws Error when npm makes none
 */
export const billOfMaterials = (project: string): string => {
  const text = run(project, ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
  if (parsed(text) === undefined) throw new Error('npm made no bill of materials');
  return text;
};
