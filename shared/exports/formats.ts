import type { ExportFormat } from '../contracts/http/files.ts';
import type { StatementInFull } from '../domain/statements/statementInFull.ts';
import { NotExpressible, type StatementFormat, type WriteOptions } from './format.ts';
import { beancount } from './formats/beancount.ts';
import { camt053v02 } from './formats/camt053v02.ts';
import { camt053v08 } from './formats/camt053v08.ts';
import { cfonb120 } from './formats/cfonb120.ts';
import { coda } from './formats/coda.ts';
import { csv } from './formats/csv.ts';
import { hledger } from './formats/hledger.ts';
import { mt940 } from './formats/mt940.ts';
import { mt940Abn } from './formats/mt940Abn.ts';
import { mt940De } from './formats/mt940De.ts';
import { mt940Rabo } from './formats/mt940Rabo.ts';
import { norma43 } from './formats/norma43.ts';
import { ofx } from './formats/ofx.ts';

/** In the order in which lists show them. */
const byId: Readonly<Record<ExportFormat, StatementFormat>> = {
  coda,
  'camt053.001.02': camt053v02,
  'camt053.001.08': camt053v08,
  mt940,
  'mt940-abn': mt940Abn,
  'mt940-rabo': mt940Rabo,
  'mt940-de': mt940De,
  ofx,
  norma43,
  cfonb120,
  csv,
  hledger,
  beancount,
};

/** Every kind of bookkeeping file. */
export const formats: readonly StatementFormat[] = Object.values(byId);

export const formatOf = (id: ExportFormat): StatementFormat => byId[id];

/** The formats that can say everything that a statement says. */
export const formatsThatHold = (statement: StatementInFull, options: WriteOptions): readonly StatementFormat[] =>
  formats.filter((format) => holds(format, statement, options));

const holds = (format: StatementFormat, statement: StatementInFull, options: WriteOptions): boolean => {
  try {
    format.write(statement, { isFirst: true, isLast: true }, options);
    return true;
  } catch (error) {
    if (error instanceof NotExpressible) return false;
    throw error;
  }
};
