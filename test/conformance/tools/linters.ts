import { globSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from './run.ts';

export interface LintFinding {
  readonly rule: string;
  readonly resource: string;
  readonly words: string;
}

const cfnLintFindings = z.array(
  z.object({
    Rule: z.object({ Id: z.string() }),
    Message: z.string(),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
  }),
);

/** Findings of cfn-lint that no resource explains in its metadata. */
export const cfnLint = async (
  bin: string,
  folder: string,
  pattern = '*.template.json',
): Promise<readonly LintFinding[]> => {
  const templates = globSync(pattern, { cwd: folder });
  if (templates.length === 0) throw new Error(`no ${pattern} in ${folder}`);
  const { output } = await run(join(bin, 'cfn-lint'), ['--format', 'json', ...templates], { cwd: folder });
  return cfnLintFindings.parse(JSON.parse(output)).map(({ Rule, Message, Location }) => ({
    rule: Rule.Id,
    resource: String(Location.Path?.[1] ?? ''),
    words: Message,
  }));
};

const checkovReport = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
    parsing_errors: z.array(z.string()).default([]),
  }),
});

/** Findings of checkov that no resource explains in its metadata. It asks nobody for anything. */
export const checkov = async (bin: string, assembly: string): Promise<readonly LintFinding[]> => {
  const args = ['-d', assembly, '--framework', 'cloudformation', '--skip-download', '--quiet', '-o', 'json'];
  const { output } = await run(join(bin, 'checkov'), args, {
    cwd: assembly,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LOG_LEVEL: 'ERROR' },
  });
  const { results } = checkovReport.parse(JSON.parse(output));
  return [
    ...results.parsing_errors.map((file) => ({ rule: 'parsing', resource: file, words: 'could not be read' })),
    ...results.failed_checks.map(({ check_id, check_name, resource }) => ({
      rule: check_id,
      resource,
      words: check_name,
    })),
  ];
};
