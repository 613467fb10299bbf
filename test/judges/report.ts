import type { ExportFormat } from '../../shared/contracts/http/files.ts';
import { judges, notJudged } from './judges.ts';
import type { FaultFinding, Fate, Finding } from './judging.ts';
import type { YearFinding } from './year.ts';

export interface Verdicts {
  readonly formats: readonly ExportFormat[];
  /** By the name of a judge. */
  readonly versions: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  readonly faults: readonly FaultFinding[];
  /** By format: files that it refused to be, by reason. */
  readonly refusals: ReadonlyMap<ExportFormat, ReadonlyMap<string, number>>;
  readonly years: readonly YearFinding[];
}

export const marks = { begin: '<!-- judges: begin -->', end: '<!-- judges: end -->' } as const;

/** The generated part of `docs/exports.md`. Neither dates nor durations: the same results make the same text. */
export const reportText = (verdicts: Verdicts): string =>
  [
    marks.begin,
    '',
    '## Read by other programs',
    '',
    'Written by `npm run judge -- --full`; do not edit between the marks. How it works: [test/judges](../test/judges/README.md).',
    '',
    'Each program read the files and told what it found; that was compared with the statements. What a program does not tell was',
    'not compared.',
    '',
    '| format | program | files | statements | lines | differences | does not tell |',
    '| --- | --- | ---: | ---: | ---: | ---: | --- |',
    ...verdicts.formats.flatMap((format) => rowsOf(format, verdicts)),
    '',
    '### Planted faults',
    '',
    'Each fault was planted in a good file. **Refused**: the program itself does not take the file. *Read otherwise*: it takes the file, and',
    'tells something else than the statement says. —: the format has no place for the fault.',
    '',
    ...faultTable(verdicts),
    '',
    '### What the formats cannot hold',
    '',
    'Arbitrary statements that a format refused rather than write something else, by reason.',
    '',
    '| format | files refused |',
    '| --- | --- |',
    ...verdicts.formats.map((format) => `| \`${format}\` | ${refusedWords(verdicts.refusals.get(format))} |`),
    '',
    ...yearLines(verdicts),
    marks.end,
  ].join('\n');

const rowsOf = (format: ExportFormat, { findings, versions }: Verdicts): readonly string[] => {
  const own = findings.filter((finding) => finding.format === format);
  if (own.length === 0) return [`| \`${format}\` | nobody: ${notJudged[format] ?? 'no reader'} | | | | | |`];
  return own.map(({ judge, files, statements, lines, differences, notTold }) => {
    const version = versions.get(judge);
    const name = version === undefined ? judge : `${judge} ${version}`;
    return `| \`${format}\` | ${name} | ${files} | ${statements} | ${lines} | ${differences.length} | ${notTold.join(', ')} |`;
  });
};

const fateWords: Readonly<Record<Fate, (names: string) => string>> = {
  refused: (names) => `**refused** by ${names}`,
  read_otherwise: (names) => `*read otherwise* by ${names}`,
  unnoticed: (names) => `not noticed by ${names}`,
};

/** All fates of a fault in a format, the hardest first. */
export const fateText = (fates: FaultFinding['fates']): string => {
  if (!fates || fates.size === 0) return '—';
  return (['refused', 'read_otherwise', 'unnoticed'] as const)
    .flatMap((fate) => {
      const names = [...fates].filter(([, of]) => of === fate).map(([name]) => name);
      return names.length === 0 ? [] : [fateWords[fate](names.join(', '))];
    })
    .join('; ');
};

const faultTable = ({ faults, formats }: Verdicts): readonly string[] => [
  '| format | fault | fate |',
  '| --- | --- | --- |',
  ...formats.flatMap((format) => {
    if (notJudged[format] !== undefined)
      return [`| \`${format}\` | all | nobody judges it; read back by our own tests |`];
    return faults
      .filter((fault) => fault.format === format)
      .map(({ fault, fates }) => `| \`${format}\` | ${fault} | ${fateText(fates)} |`);
  }),
];

const refusedWords = (refusals: ReadonlyMap<string, number> | undefined): string =>
  [...(refusals ?? [])]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([reason, count]) => `${count} \`${reason}\``)
    .join(', ') || 'none';

const yearLines = ({ years, versions }: Verdicts): readonly string[] => {
  if (years.length === 0) return [];
  const erp = judges.find(({ isSlow }) => isSlow === true)?.name ?? '';
  return [
    `### A year of the bakery in ${erp} ${versions.get(erp) ?? ''}`.trimEnd(),
    '',
    'Daily statements of one account in one file, with late lines and adjustments; each validated by its balance and posted. Then',
    'the same file once more.',
    '',
    '| format | statements | lines | closing in our books | closing there | differences | the second time |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...years.map(({ format, statements, lines, closing, read, differences, again }) => {
      const second =
        again.refused.length > 0
          ? `refused: ${again.refused.join(' ').replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')}`
          : `${again.statements} statements, ${again.lines} lines more`;
      return `| \`${format}\` | ${statements} | ${lines} | ${closing} | ${read} | ${differences.length} | ${second} |`;
    }),
    '',
  ];
};
