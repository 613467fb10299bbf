import type { ExportFormat } from '../../shared/contracts/http/files.ts';
import type { StatementFormat } from '../../shared/exports/format.ts';
import type { Case } from './cases/cases.ts';
import { textOf } from './cases/cases.ts';
import { differencesOf, toldMembers, type Measure } from './compare.ts';
import { expectedOf } from './expected.ts';
import { faultNames, goodStatement, plantedFaults, type FaultName } from './faults.ts';
import { measures, type Judge } from './judges.ts';
import { readFiles, type Court, type Job } from './readFiles.ts';
import type { Answer } from './told.ts';

/** What one judge found in the files of one format. */
export interface Finding {
  readonly judge: string;
  readonly format: ExportFormat;
  readonly files: number;
  readonly statements: number;
  readonly lines: number;
  readonly differences: readonly string[];
  readonly notTold: readonly string[];
}

export type Fate = 'refused' | 'read_otherwise' | 'unnoticed';

export interface FaultFinding {
  readonly format: ExportFormat;
  readonly fault: FaultName;
  /** By the name of a judge; undefined where the format has no place for the fault. */
  readonly fates: ReadonlyMap<string, Fate> | undefined;
}

export const measureOf = (judge: Judge, format: ExportFormat): Measure => {
  const { without = [], ...measure } = measures[format];
  return { ...measure, without: [...without, ...(judge.without[format] ?? [])] };
};

const members = [
  ...['account', 'currency', 'number', 'from', 'to', 'opening', 'closing', 'count'],
  ...['date', 'valueDate', 'words', 'name'],
];

/** Every format that a judge reads, in one process. */
export const judgeFiles = async (court: Court, judge: Judge, cases: readonly Case[]): Promise<readonly Finding[]> => {
  const own = cases.filter(({ format }) => judge.without[format.id] !== undefined);
  const answers = await readFiles(court, judge, own.map(jobOf));
  const formats = [...new Set(own.map(({ format }) => format.id))];
  return formats.map((format) => {
    const read = own.flatMap((one, at) => {
      const told = answers[at];
      return one.format.id === format && told ? [{ one, told }] : [];
    });
    const statements = read.flatMap(({ one }) => one.statements);
    const told = toldMembers(read.map((file) => file.told));
    const measure = measureOf(judge, format);
    return {
      judge: judge.name,
      format,
      files: read.length,
      statements: statements.length,
      lines: statements.reduce((sum, { entries }) => sum + entries.length, 0),
      differences: read.flatMap((file) => differencesInFile(file.one, file.told, measure)),
      notTold: [...members.filter((member) => !told.has(member)), ...measure.without],
    };
  });
};

const jobOf = ({ format, text, statements }: Case): Job => ({ format: format.id, text, statements });

const differencesInFile = ({ statements }: Case, told: Answer, measure: Measure): readonly string[] =>
  differencesOf(
    statements.map((one) => expectedOf(one, measure.order)),
    told,
    measure,
  );

export interface FaultFindings {
  readonly faults: readonly FaultFinding[];
  /** Judges that do not take the good file: what they say of faults in it proves nothing, and is left out. */
  readonly refusedGood: readonly Pick<Finding, 'judge' | 'format' | 'differences'>[];
}

/** What becomes of each planted fault with each of these judges. */
export const judgeFaults = async (
  court: Court,
  formats: readonly StatementFormat[],
  asked: readonly Judge[],
): Promise<FaultFindings> => {
  const planted = formats.flatMap((format) => {
    const good = goodStatement(format.id);
    const text = textOf(format, [good]);
    const faults = plantedFaults(format.id, text).filter((fault) => fault.text !== undefined);
    return [{ name: undefined, text }, ...faults].map((fault) => ({ ...fault, format: format.id, good }));
  });
  const fates = new Map<string, Map<string, Fate>>();
  const refusedGood: Pick<Finding, 'judge' | 'format' | 'differences'>[] = [];
  for (const judge of asked) {
    const own = planted.filter(({ format }) => judge.without[format] !== undefined);
    const jobs = own.map(({ format, text = '', good }): Job => ({ format, text, statements: [good] }));
    const answers = await readFiles(court, judge, jobs, 'faults');
    const isRefused = new Set<ExportFormat>();
    own.forEach(({ format, name, good }, at) => {
      const told = answers[at];
      if (!told) return;
      const differences = differencesOf([expectedOf(good, measures[format].order)], told, measureOf(judge, format));
      if (name === undefined && differences.length > 0) {
        isRefused.add(format);
        refusedGood.push({ judge: judge.name, format, differences });
      }
      if (name === undefined || isRefused.has(format)) return;
      const key = `${format} ${name}`;
      fates.set(key, (fates.get(key) ?? new Map<string, Fate>()).set(judge.name, fateOf(told, differences)));
    });
  }
  const faults = formats.flatMap(({ id }) =>
    faultNames.map((fault) => ({ format: id, fault, fates: fates.get(`${id} ${fault}`) })),
  );
  return { faults, refusedGood };
};

const fateOf = ({ errors }: Answer, differences: readonly string[]): Fate =>
  errors.length > 0 ? 'refused' : differences.length > 0 ? 'read_otherwise' : 'unnoticed';
