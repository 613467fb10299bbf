import { join } from 'node:path';
import type { ExportFormat } from '../../shared/contracts/http/files.ts';
import { formats as allFormats } from '../../shared/exports/formats.ts';
import { arbitraryCases, chainCases, type Case } from './cases/cases.ts';
import { engineStatements } from './cases/engineStatements.ts';
import { judgeByForeign, openForeign } from './foreignJudges.ts';
import { judges } from './judges.ts';
import { judgeFaults, judgeFiles, type FaultFindings, type Finding } from './judging.ts';
import { openCourt, versionOf } from './openCourt.ts';
import type { Verdicts } from './report.ts';
import { judgeYear } from './year.ts';

export interface Sitting {
  readonly project: string;
  readonly isFull: boolean;
  /** A folder with judges of others. */
  readonly foreign?: string;
  readonly only?: readonly string[];
  readonly say: (text: string) => void;
}

/** Statements a format: of the simulation's engine, and arbitrary ones. */
const statementsFor = { fast: { chain: 100, arbitrary: 400 }, slow: { chain: 20, arbitrary: 20 }, brief: 4 } as const;
/** Files a format for judges that are asked one by one; all of them where no fast judge of ours reads the format. */
const foreignFiles = { brief: 4, full: 6 } as const;
const yearFormats: readonly ExportFormat[] = ['coda', 'camt053.001.08'];

/** The same order whatever came first. */
const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((one, other) => one.format.localeCompare(other.format) || one.judge.localeCompare(other.judge));

export const judgeAll = async ({ project, isFull, foreign, only, say }: Sitting): Promise<Verdicts> => {
  const court = await openCourt(project);
  const strangers = foreign === undefined ? undefined : await openForeign(foreign);
  say('the judges are installed');
  const formats = allFormats.filter(({ id }) => only === undefined || only.includes(id));
  const chain = await engineStatements({ seed: 1, days: 150, period: 'daily' });
  const files = formats.map((format) => {
    const { fast } = statementsFor;
    return { format, arbitrary: arbitraryCases(format, fast.arbitrary), chain: chainCases(format, chain, fast.chain) };
  });
  say('the files are written');
  const fast = files.flatMap(({ arbitrary, chain: ofChain }) => [...arbitrary.cases, ...ofChain.cases]);
  const slow = files.flatMap(({ arbitrary, chain: ofChain }) =>
    isFull
      ? [...upTo(arbitrary.cases, statementsFor.slow.arbitrary), ...upTo(ofChain.cases, statementsFor.slow.chain)]
      : upTo(ofChain.cases, statementsFor.brief),
  );
  const [quick, [erp]] = [judges.filter(({ isSlow }) => !isSlow), judges.filter(({ isSlow }) => isSlow)];
  if (!erp) throw new Error('there is no ERP among the judges');
  const findings: Finding[] = [];
  for (const judge of quick) findings.push(...(await judgeFiles(court, judge, fast)));
  say('the readers have read');
  const most = isFull ? foreignFiles.full : foreignFiles.brief;
  const asked = files.flatMap(({ format, arbitrary, chain: ofChain }) => {
    const isRead = quick.some(({ without }) => without[format.id] !== undefined);
    const count = isFull && !isRead ? Infinity : most;
    return [...arbitrary.cases.slice(0, count), ...ofChain.cases.slice(0, count)];
  });
  const [booked, byOthers, { faults, refusedGood }, years] = await Promise.all([
    judgeFiles(court, erp, slow),
    strangers ? judgeByForeign(strangers, join(court.folder, 'files/foreign'), asked) : [],
    judgeFaults(court, formats, isFull ? judges : quick),
    isFull
      ? judgeYear(
          court,
          erp,
          formats.filter(({ id }) => yearFormats.includes(id)),
        )
      : [],
  ]);
  findings.push(...booked, ...byOthers);
  say('the ERP has booked, and the planted faults are judged');
  const versions = new Map<string, string>();
  for (const judge of judges) versions.set(judge.name, await versionOf(court, judge));
  return {
    formats: formats.map(({ id }) => id),
    versions,
    findings: inOrder(findings.map((finding) => withGood(finding, refusedGood))),
    faults,
    refusals: new Map(files.map(({ format, arbitrary }) => [format.id, arbitrary.refusals])),
    years,
  };
};

const withGood = (finding: Finding, refusedGood: FaultFindings['refusedGood']): Finding => ({
  ...finding,
  differences: [
    ...finding.differences,
    ...refusedGood
      .filter(({ judge, format }) => judge === finding.judge && format === finding.format)
      .flatMap(({ differences }) => differences.map((words) => `the good file of the faults: ${words}`)),
  ],
});

/** Cases until so many statements stand in them. */
const upTo = (cases: readonly Case[], statements: number): readonly Case[] => {
  let count = 0;
  return cases.filter((one) => {
    const isIn = count < statements;
    count += one.statements.length;
    return isIn;
  });
};
