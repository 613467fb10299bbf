import type { ExportFormat } from '../../shared/contracts/http/files.ts';
import type { Measure, Member } from './compare.ts';

/** A foreign program that reads files. */
export interface Judge {
  readonly name: string;
  /** The package that is it, for its version. */
  readonly package: string;
  /** Of the requirements, and so of the Python environment that it lives in. */
  readonly environment: 'readers' | 'namesakes' | 'erp';
  /** In `readers`, without its ending. */
  readonly reader: string;
  /** It takes seconds a file. */
  readonly isSlow?: true;
  /** What it leaves out although it tells words, by format, or reads otherwise than it was meant. */
  readonly without: Partial<Readonly<Record<ExportFormat, readonly Member[]>>>;
}

const mt940 = ['mt940', 'mt940-abn', 'mt940-rabo', 'mt940-de'] as const;
const ofEach = <T extends ExportFormat>(formats: readonly T[], members: readonly Member[]) =>
  Object.fromEntries(formats.map((format) => [format, members]));

export const judges: readonly Judge[] = [
  {
    name: 'febelfin-coda',
    package: 'febelfin-coda',
    environment: 'readers',
    reader: 'febelfin_coda',
    without: { coda: [] },
  },
  // It writes every structured communication as +++123/4567/89012+++.
  {
    name: 'pycoda',
    package: 'pycoda',
    environment: 'namesakes',
    reader: 'py_coda',
    without: { coda: ['isoReference'] },
  },
  { name: 'mt940', package: 'mt940', environment: 'readers', reader: 'mt_940', without: ofEach(mt940, []) },
  { name: 'ofxtools', package: 'ofxtools', environment: 'readers', reader: 'ofx_tools', without: { ofx: [] } },
  { name: 'csb43', package: 'csb43', environment: 'readers', reader: 'csb_43', without: { norma43: [] } },
  { name: 'aeb43', package: 'aeb43', environment: 'readers', reader: 'aeb_43', without: { norma43: [] } },
  {
    name: 'beancount',
    package: 'beancount',
    environment: 'readers',
    reader: 'bean_count',
    without: { beancount: [] },
  },
  {
    name: 'Tryton',
    package: 'trytond',
    environment: 'erp',
    reader: 'tryton',
    isSlow: true,
    without: {
      // It leaves out the records of further text.
      coda: ['textBesideReference'],
      // It keeps the other reference of a payment, not the structured one, and accounts that are IBANs.
      'camt053.001.02': ['reference', 'otherAccount'],
      'camt053.001.08': ['reference', 'otherAccount'],
      ...ofEach(mt940, []),
      ofx: [],
      norma43: [],
    },
  },
];

const field = { nameLetters: 24, textLetters: 40 };

/** How many letters of names and texts each format keeps for sure, and what it has no place for. */
export const measures: Readonly<
  Record<ExportFormat, Omit<Measure, 'without'> & { readonly without?: readonly Member[] }>
> = {
  coda: { nameLetters: 24, textLetters: 100 },
  'camt053.001.02': { nameLetters: 60, textLetters: 100 },
  'camt053.001.08': { nameLetters: 60, textLetters: 100 },
  mt940: field,
  'mt940-abn': field,
  'mt940-rabo': field,
  'mt940-de': field,
  ofx: { nameLetters: 24, textLetters: 60 },
  // Name, reference and text come first; the account of the other side where there is room.
  norma43: { nameLetters: 24, textLetters: 40, without: ['account'] },
  cfonb120: field,
  csv: field,
  hledger: field,
  beancount: { nameLetters: 60, textLetters: 100, order: 'by_day' },
};

/** Why nobody but us reads a format back. */
export const notJudged: Partial<Readonly<Record<ExportFormat, string>>> = {
  cfonb120: 'no reader in Python that installs without a whole ERP around it',
  csv: 'our own columns, which no program knows',
  hledger: 'hledger is no Python package; the assertions in the file are checked by whoever opens it',
};
