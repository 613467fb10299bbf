import { formatAmount } from '../../shared/domain/money/currency.ts';
import type { StatementInFull } from '../../shared/domain/statements/statementInFull.ts';
import type { StatementFormat } from '../../shared/exports/format.ts';
import { formats } from '../../shared/exports/formats.ts';
import { defaultOptions, writeStatement } from '../../shared/exports/writeFile.ts';
import { fileAnswer } from '../../shared/runtime/http/fileAnswer.ts';
import { aStatementInFull, anEntry } from '../../test/builders/statementInFull.ts';
import { median, type Table } from '../report/table.ts';

interface WritingSpeed {
  readonly format: string;
  readonly isXml: boolean;
  readonly linesPerSecond: number;
  /** Beside a JSON text of the same statement: above 1 where the file is written faster. */
  readonly ratio: number;
  readonly bytesPerLine: number;
}

interface WritingMemory {
  readonly statements: number;
  readonly megabytes: number;
}

export interface Writing {
  readonly speed: readonly WritingSpeed[];
  readonly memory: readonly WritingMemory[];
}

/** Accounts of the countries whose formats take no other. */
const ibanFor: Readonly<Record<string, string>> = {
  norma43: 'ES9121000418450200051332',
  cfonb120: 'FR1420041010050500013M02606',
};

/** Lines as banks book them: a name, an account, a text, on some a structured reference. */
const aBusyStatement = ({ id }: StatementFormat, lines: number): StatementInFull =>
  aStatementInFull({
    account: { reference: ibanFor[id] ?? 'BE40730255252563', referenceType: 'IBAN', holderName: 'Bakkerij Peeters' },
    entries: Array.from({ length: lines }, (_, index) =>
      anEntry({
        line: index + 1,
        amount: `${index % 3 === 0 ? '' : '-'}${(index % 900) + 1}.${String(index % 100).padStart(2, '0')}`,
        valueDate: '2026-11-28',
        counterpartyName: `Café Müller & Söhne ${index % 50}`,
        counterpartyReference: 'BE68539007547034',
        remittanceText: `Factuur 2026/${index} voor brood en banket, met dank voor de snelle levering`,
        ...(index % 4 === 0 && { reference: { kind: 'be_ogm' as const, value: '+++010/8068/17183+++' } }),
        endToEndId: `E2E-${index}`,
        bankTransactionCode: index % 3 === 0 ? 'PMNT-RCDT-ESCT' : 'PMNT-ICDT-ESCT',
      }),
    ),
  });

/** Everything that the statement says as JSON, amounts written as text: what any export has to do at least. */
const dump = ({ currency, opening, closing, totalCredit, totalDebit, entries, ...rest }: StatementInFull): string =>
  JSON.stringify({
    ...rest,
    opening: formatAmount(opening, currency),
    closing: formatAmount(closing, currency),
    totalCredit: formatAmount(totalCredit, currency),
    totalDebit: formatAmount(totalDebit, currency),
    entries: entries.map(({ amount, adjusted: _none, ...entry }) => ({
      ...entry,
      amount: formatAmount(amount, currency),
    })),
  });

const millisecondsOf = (work: () => string): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

/** Both take turns in this process; the first two rounds warm up and are not counted. */
const speedOf = (format: StatementFormat, { lines, rounds }: { readonly lines: number; readonly rounds: number }) => {
  const statement = aBusyStatement(format, lines);
  const write = (): string => writeStatement(format, statement, { isFirst: true, isLast: true }, defaultOptions);
  const took: { readonly file: number; readonly json: number }[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const turn = { file: millisecondsOf(write), json: millisecondsOf(() => dump(statement)) };
    if (round >= 0) took.push(turn);
  }
  return {
    format: format.id,
    isXml: format.mediaType.includes('xml'),
    linesPerSecond: Math.round((lines * 1000) / median(took.map(({ file }) => file))),
    ratio: median(took.map(({ file, json }) => json / file)),
    bytesPerLine: Math.round(Buffer.byteLength(write()) / lines),
  };
};

const linesOfPeriod = 20;

/** The most that is held at once while a period of so many statements is written, beside what was held before. */
const memoryOf = async (format: StatementFormat, statements: number): Promise<WritingMemory> => {
  const statement = aBusyStatement(format, linesOfPeriod);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let peak = 0;
  const pieces = async function* () {
    for (let index = 0; index < statements; index += 1) {
      const place = { isFirst: index === 0, isLast: index === statements - 1, textLinesBefore: 0 };
      yield writeStatement(format, { ...statement, number: `2026-${index + 1}` }, place, defaultOptions);
      if (index % 50 !== 0) continue;
      globalThis.gc?.();
      peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
  };
  await fileAnswer(pieces(), { name: 'period', mediaType: format.mediaType, takesGzip: true });
  return { statements, megabytes: peak / 1024 ** 2 };
};

export const measureWriting = async (scale: {
  readonly lines: number;
  readonly rounds: number;
  readonly statements: readonly number[];
}): Promise<Writing> => {
  const speed = formats.map((format) => speedOf(format, scale));
  const memory: WritingMemory[] = [];
  for (const format of formats.slice(0, 1)) {
    for (const count of scale.statements) memory.push(await memoryOf(format, count));
  }
  return { speed, memory };
};

export const writingTable = ({ speed }: Writing, lines: number): Table => ({
  title: 'Bookkeeping files',
  columns: ['format', 'lines a second', 'ratio to JSON', 'aim', 'bytes a line'],
  rows: speed.map(({ format, isXml, linesPerSecond, ratio, bytesPerLine }) => [
    format,
    linesPerSecond.toLocaleString('en'),
    ratio.toFixed(2),
    isXml ? '0.3' : '0.5',
    String(bytesPerLine),
  ]),
  notes: [
    `A statement of ${lines.toLocaleString('en')} lines, beside a JSON text of the same statement in the same process.`,
  ],
});

export const writingMemoryTable = ({ memory }: Writing): Table => ({
  title: 'Memory of a period',
  columns: ['statements', 'most held at once'],
  rows: memory.map(({ statements, megabytes }) => [String(statements), `${megabytes.toFixed(1)} MB`]),
  notes: [`Statements of ${linesOfPeriod} lines each in one compressed file.`],
});
