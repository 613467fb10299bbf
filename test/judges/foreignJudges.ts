import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ExportFormat } from '../../shared/contracts/http/files.ts';
import type { Case } from './cases/cases.ts';
import { expectedOf } from './expected.ts';
import type { Finding } from './judging.ts';

/** A folder with a `judge.py` of others, which knows how to be asked for one file, and says by its exit code what it thinks. */
export interface ForeignJudges {
  readonly script: string;
  /** By the folder's word for a format: its readers. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
}

/** Their words for our formats. */
const kinds: Partial<Readonly<Record<ExportFormat, readonly string[]>>> = {
  coda: ['coda'],
  'camt053.001.02': ['camt02'],
  'camt053.001.08': ['camt08'],
  mt940: ['mt940-fin', 'mt940-ing'],
  'mt940-abn': ['mt940-abn'],
  'mt940-rabo': ['mt940-rabo'],
  'mt940-de': ['mt940-de'],
  ofx: ['ofx'],
  norma43: ['n43'],
};
/** We ask it ourselves, in a way that takes less time. */
const askedAlready = 'tryton';
const maxMs = 120_000;
const call = promisify(execFile);

export const openForeign = async (folder: string): Promise<ForeignJudges> => {
  const script = join(folder, 'judge.py');
  if (!existsSync(script)) throw new Error(`${folder} has no judge.py`);
  const { stdout } = await call('python3', [script, 'list'], { timeout: maxMs });
  const rows = stdout.split('\n').flatMap((row) => {
    const [, kind, readers] = /^(\S+)\s+(.+)$/.exec(row) ?? [];
    return kind && readers ? [[kind, readers.split(', ').filter((name) => name !== askedAlready)] as const] : [];
  });
  return { script, readers: new Map(rows) };
};

/** What each reader of the folder says of a file: nothing where it agrees. */
export const askForeign = async (
  { script, readers }: ForeignJudges,
  desk: string,
  { format, statements, text }: Pick<Case, 'statements' | 'text'> & { readonly format: ExportFormat },
): Promise<ReadonlyMap<string, readonly string[]>> => {
  mkdirSync(desk, { recursive: true });
  const [file, expect] = [join(desk, 'file'), join(desk, 'expected.json')];
  writeFileSync(file, text);
  writeFileSync(expect, JSON.stringify({ statements: statements.map((one) => inTheirWords(expectedOf(one))) }));
  const said = new Map<string, readonly string[]>();
  for (const kind of kinds[format] ?? []) {
    const names = readers.get(kind) ?? [];
    if (names.length === 0) continue;
    const args = [script, 'judge', kind, file, '--expect', expect, '--only', names.join(',')];
    const { code, output } = await ended(args);
    if (code === 2) throw new Error(`the judges of ${script} could not judge: ${output}`);
    for (const name of names) {
      const lines = output.split('\n').filter((line) => line.startsWith(`${name}: `));
      said.set(name, [...(said.get(name) ?? []), ...lines.map((line) => line.slice(name.length + 2))]);
    }
  }
  return said;
};

const ended = async (args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> => {
  try {
    const { stdout } = await call('python3', [...args], { timeout: maxMs });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code === 1 ? 1 : 2, output: `${stdout ?? ''}${stderr ?? ''}` };
  }
};

const inTheirWords = ({ lines, ...statement }: ReturnType<typeof expectedOf>) => ({
  ...statement,
  lines: lines.map(({ name, account, ...line }) => ({
    ...line,
    ...(name !== undefined && { counterpartyName: name }),
    ...(account !== undefined && { counterpartyIban: account }),
  })),
});

/** What the folder's judges find in files, one after another. */
export const judgeByForeign = async (
  foreign: ForeignJudges,
  desk: string,
  cases: readonly Case[],
): Promise<readonly Finding[]> => {
  const findings = new Map<string, Finding>();
  for (const { format, statements, text } of cases) {
    for (const [name, differences] of await askForeign(foreign, desk, { format: format.id, statements, text })) {
      const key = `${name} ${format.id}`;
      const known = findings.get(key);
      findings.set(key, {
        judge: `${name} (judges of others)`,
        format: format.id,
        files: (known?.files ?? 0) + 1,
        statements: (known?.statements ?? 0) + statements.length,
        lines: (known?.lines ?? 0) + statements.reduce((sum, { entries }) => sum + entries.length, 0),
        differences: [...(known?.differences ?? []), ...differences],
        notTold: [],
      });
    }
  }
  return [...findings.values()];
};
