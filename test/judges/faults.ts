import type { StatementInFull } from '../../shared/domain/statements/statementInFull.ts';
import type { ExportFormat } from '../../shared/contracts/http/files.ts';
import { anEntry, aStatementInFull } from '../builders/statementInFull.ts';
import { atHome } from './cases/cases.ts';

/** A good file, small and plain, in which faults are planted; its amounts, days and names are told apart by anybody. */
export const goodStatement = (format: ExportFormat): StatementInFull =>
  atHome(
    format,
    aStatementInFull({
      opening: '53475.00',
      number: '2026-0027',
      period: { from: '2026-11-25', to: '2026-11-28' },
      entries: [
        anEntry({
          line: 1,
          executionDate: '2026-11-25',
          amount: '-446.61',
          counterpartyName: 'Molens van Deinze',
          counterpartyReference: 'BE71096123456769',
          remittanceText: 'Meel november',
        }),
        anEntry({
          line: 2,
          executionDate: '2026-11-26',
          amount: '767.36',
          counterpartyName: 'Worldline NV',
          counterpartyReference: 'BE68539007547034',
          remittanceText: 'Verrichtingen terminal',
        }),
        anEntry({
          line: 3,
          executionDate: '2026-11-27',
          amount: '-89.90',
          counterpartyName: 'Electrabel',
          counterpartyReference: 'NL91ABNA0417164300',
          remittanceText: 'Voorschot elektriciteit',
        }),
        anEntry({
          line: 4,
          executionDate: '2026-11-28',
          amount: '120.55',
          counterpartyName: 'Hotel Astoria',
          counterpartyReference: 'BE62510007547061',
          remittanceText: 'Ontbijt november',
        }),
      ],
    }),
  );

export const faultNames = [
  'a cent more in a line',
  'a line is missing',
  'a sign is swapped',
  'the count is wrong',
  'the opening is a cent more',
  'the closing is a cent more',
  'a digit of the account is wrong',
  'a line is a day earlier',
] as const;
export type FaultName = (typeof faultNames)[number];

/** Undefined where the format has no place for it. */
type Plant = (text: string) => string;
type Plants = Partial<Readonly<Record<FaultName, Plant>>>;

const swap =
  (old: string | RegExp, other: string): Plant =>
  (text) =>
    text.replace(old, other);
const swapAll =
  (old: string, other: string): Plant =>
  (text) =>
    text.replaceAll(old, other);

/** A file of records, without those that a test finds. */
const without =
  (isGone: RegExp, end: string): Plant =>
  (text) =>
    text
      .split(end)
      .filter((record) => !isGone.test(record))
      .join(end);

const coda: Plants = {
  'a cent more in a line': swap('1000000000446610', '1000000000446620'),
  'a line is missing': without(/^[23]\d0004/, '\r\n'),
  'a sign is swapped': swap('1000000000089900', '0000000000089900'),
  // The records of 1, 2, 3 and 8.
  'the count is wrong': (text) =>
    text.replace(
      /\n9 {15}(\d{6})/,
      (_all, count: string) => `\n9${' '.repeat(15)}${String(Number(count) + 1).padStart(6, '0')}`,
    ),
  'the opening is a cent more': swap('0000000053475000', '0000000053475010'),
  'the closing is a cent more': swap('0000000053826400', '0000000053826410'),
  'a digit of the account is wrong': swapAll('BE40730255252563', 'BE40730255252564'),
  'a line is a day earlier': swap(/(\n21.{113})261126/, '$1251126'),
};

const camt: Plants = {
  'a cent more in a line': swapAll('446.61', '446.62'),
  'a line is missing': (text) => text.replace(/<Ntry>(?:(?!<Ntry>)[\s\S])*120\.55[\s\S]*?<\/Ntry>/, ''),
  'a sign is swapped': (text) => text.replace(/(89\.90<\/Amt>\s*<CdtDbtInd>)DBIT/, '$1CRDT'),
  'the count is wrong': swap(/<NbOfNtries>4</, '<NbOfNtries>5<'),
  'the opening is a cent more': swapAll('53475.00', '53475.01'),
  'the closing is a cent more': swapAll('53826.40', '53826.41'),
  'a digit of the account is wrong': swapAll('BE40730255252563', 'BE40730255252564'),
  'a line is a day earlier': swap(/(<BookgDt>\s*<Dt>)2026-11-26/, '$12026-11-25'),
};

const mt940: Plants = {
  'a cent more in a line': swap('446,61', '446,62'),
  'a line is missing': (text) => text.replace(/:61:(?:(?!:61:)[\s\S])*120,55[\s\S]*?(?=:62F:)/, ''),
  'a sign is swapped': swap('D89,90', 'C89,90'),
  'the opening is a cent more': swap('53475,00', '53475,01'),
  'the closing is a cent more': swap('53826,40', '53826,41'),
  'a digit of the account is wrong': swapAll('BE40730255252563', 'BE40730255252564'),
  'a line is a day earlier': swap(/:61:2611261126/, ':61:2611251125'),
};

const ofx: Plants = {
  'a cent more in a line': swap('446.61', '446.62'),
  'a line is missing': (text) => text.replace(/<STMTTRN>(?:(?!<STMTTRN>)[\s\S])*120\.55[\s\S]*?<\/STMTTRN>\s*/, ''),
  'a sign is swapped': swap('-89.90', '89.90'),
  'the closing is a cent more': swapAll('53826.40', '53826.41'),
  'a digit of the account is wrong': swapAll('BE40730255252563', 'BE40730255252564'),
  'a line is a day earlier': swap('<DTPOSTED>20261126', '<DTPOSTED>20261125'),
};

const norma43: Plants = {
  'a cent more in a line': swap('100000000044661', '100000000044662'),
  'a line is missing': (text) => text.replace(/22[^\n]*200000000012055[^\n]*\n(?:23[^\n]*\n)*/, ''),
  'a sign is swapped': swap('100000000008990', '200000000008990'),
  'the count is wrong': (text) =>
    text.replace(
      /\n889{18}(\d{6})/,
      (_all, count: string) => `\n88${'9'.repeat(18)}${String(Number(count) + 1).padStart(6, '0')}`,
    ),
  'the opening is a cent more': swap('200000005347500', '200000005347501'),
  'the closing is a cent more': swap('200000005382640', '200000005382641'),
  'a digit of the account is wrong': swapAll('0200051332', '0200051333'),
  'a line is a day earlier': swap(/(\n22.{8})261126/, '$1261125'),
};

const beancount: Plants = {
  'a cent more in a line': swap(/-446\.61 EUR/, '-446.62 EUR'),
  'a line is missing': (text) => text.replace(/\n[^\n]*Hotel Astoria[\s\S]*?(?=\n\S|$)/, ''),
  'a sign is swapped': swap(/-89\.90 EUR/, '89.90 EUR'),
  'the opening is a cent more': swap(/53475\.00 ~/, '53475.01 ~'),
  'the closing is a cent more': swap(/53826\.40 ~/, '53826.41 ~'),
  'a line is a day earlier': swap(/\n2026-11-26 \*/, '\n2026-11-25 *'),
};

const plants: Partial<Readonly<Record<ExportFormat, Plants>>> = {
  coda,
  'camt053.001.02': camt,
  'camt053.001.08': camt,
  mt940,
  'mt940-abn': mt940,
  'mt940-rabo': mt940,
  'mt940-de': mt940,
  ofx,
  norma43,
  beancount,
};

export interface PlantedFault {
  readonly name: FaultName;
  /** Undefined where the format has nothing that could be wrong so. */
  readonly text: string | undefined;
}

/**
 * The faults in a good file of a format; none for one that nobody judges.
 *
 * @throws Error where a fault changes nothing: then it would prove nothing
 */
export const plantedFaults = (format: ExportFormat, good: string): readonly PlantedFault[] => {
  const ofFormat = plants[format];
  if (!ofFormat) return [];
  return faultNames.map((name) => {
    const text = ofFormat[name]?.(good);
    if (text === good) throw new Error(`${format}: "${name}" could not be planted`);
    return { name, text };
  });
};
