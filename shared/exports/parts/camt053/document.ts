import { add, subtract, type Decimal } from '../../../domain/money/decimal.ts';
import { noTotals, withAmount } from '../../../domain/statements/dayTotals.ts';
import type { StatementInFull } from '../../../domain/statements/statementInFull.ts';
import { NotExpressible, type Place } from '../../format.ts';
import { bicOf } from '../bic.ts';
import { directionOf } from '../family.ts';
import { idWithin } from '../referenceId.ts';
import { statementRemarks } from '../remarks.ts';
import { oneLine, shortened } from '../text.ts';
import { element, xml, type Xml } from '../xml.ts';
import { camt053Entry } from './entry.ts';
import { accountId, day, indicator, nameWidth, referenceWidth, signedAmount, unsignedAmount } from './values.ts';
import type { Camt053Version } from './version.ts';

/** Max70Text. */
const accountNameWidth = 70;

/**
 * One document for all statements of a file: the first begins it and the last ends it.
 *
 * @throws NotExpressible
 */
export const camt053Document = (
  statement: StatementInFull,
  { isFirst, isLast }: Place,
  version: Camt053Version,
): string => {
  // Before the balances: what a line cannot say is told of the line.
  const lines = statement.entries.map((entry, at) =>
    inOnePiece(camt053Entry(entry, at + 1, statement.currency, version)),
  );
  return [
    isFirst ? start(statement, version).markup : '',
    statementStart(statement, version).markup,
    ...lines,
    statementEnd(statement).markup,
    isLast ? '</BkToCstmrStmt></Document>\n' : '',
  ].join('\n');
};

const beginning = /^</;

/** A search makes one text of the hundred pieces of a line, which else would all stay in memory until the file is whole. */
const inOnePiece = ({ markup }: Xml): string => (beginning.test(markup) ? markup : '');

/** In the default namespace, because some readers know no other. */
const start = (statement: StatementInFull, { namespace }: Camt053Version): Xml =>
  xml`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="${namespace}"><BkToCstmrStmt>
<GrpHdr><MsgId>${idWithin(statement.id, referenceWidth)}</MsgId><CreDtTm>${created(statement)}</CreDtTm></GrpHdr>`;

/** Importers take its day for that of the statement: the end of the period, whenever it was made. */
const created = ({ period }: StatementInFull): string => `${day(period.to)}T23:59:59Z`;

const statementStart = (statement: StatementInFull, version: Camt053Version): Xml => {
  const { number, period, currency, opening, closing } = statement;
  const sequence = number.slice(number.indexOf('-') + 1).replace(/^0+(?=\d)/, '');
  return xml`<Stmt><Id>${number}</Id><ElctrncSeqNb>${sequence}</ElctrncSeqNb><LglSeqNb>${sequence}</LglSeqNb>
<CreDtTm>${created(statement)}</CreDtTm>
<FrToDt><FrDtTm>${day(period.from)}T00:00:00</FrDtTm><ToDtTm>${day(period.to)}T23:59:59</ToDtTm></FrToDt>
${account(statement, version)}
${balance('OPBD', signedAmount(opening, currency), day(period.from))}
${balance('CLBD', signedAmount(closing, currency), day(period.to))}
${summary(statement, version)}`;
};

const statementEnd = (statement: StatementInFull): Xml =>
  xml`<AddtlStmtInf>${statementRemarks(statement).join(' / ')}</AddtlStmtInf></Stmt>`;

const account = ({ account: named, currency }: StatementInFull, { bank }: Camt053Version): Xml => {
  const { reference, holderName, product } = named;
  const number = accountId(reference);
  if (number === undefined)
    throw new NotExpressible(oneLine(reference) === '' ? 'account_characters' : 'account_too_long');
  const bic = bicOf(named);
  const nameOf = (name: string | undefined, width: number): Xml | undefined =>
    element('Nm', shortened(oneLine(name ?? ''), width));
  return xml`<Acct>${number}<Ccy>${currency}</Ccy>${nameOf(product, accountNameWidth)}${element(
    'Ownr',
    nameOf(holderName, nameWidth),
  )}${element('Svcr', element('FinInstnId', bic === undefined ? undefined : bank(bic)))}</Acct>`;
};

/** Opening (OPBD) and closing (CLBD) only: readers take any other for one of these. */
const balance = (code: 'OPBD' | 'CLBD', amount: Xml, on: string): Xml =>
  xml`<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount}<Dt><Dt>${on}</Dt></Dt></Bal>`;

const summary = ({ entries, currency }: StatementInFull, version: Camt053Version): Xml => {
  const { credit, debit } = entries.reduce((sums, { amount }) => withAmount(sums, amount), noTotals);
  const net = add(credit, debit);
  const credits = entries.filter((entry) => directionOf(entry) === 'credit').length;
  const counted = (count: number, amount: Decimal): Xml =>
    xml`<NbOfNtries>${String(count)}</NbOfNtries><Sum>${unsignedAmount(amount, currency)}</Sum>`;
  return xml`<TxsSummry><TtlNtries>${counted(entries.length, subtract(credit, debit))}${version.netTotal(
    unsignedAmount(net, currency),
    indicator(net),
  )}</TtlNtries><TtlCdtNtries>${counted(credits, credit)}</TtlCdtNtries><TtlDbtNtries>${counted(
    entries.length - credits,
    debit,
  )}</TtlDbtNtries></TxsSummry>`;
};
