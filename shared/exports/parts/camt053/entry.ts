import { amountOf } from '../../../domain/money/currency.ts';
import { isZero, negate } from '../../../domain/money/decimal.ts';
import type { StatementEntry } from '../../../domain/statements/statementInFull.ts';
import { bankTransactionCodeOf } from './bankTransactionCode.ts';
import { entryKey } from '../referenceId.ts';
import { shortened } from '../text.ts';
import { element, xml, type Xml } from '../xml.ts';
import { camt053Details } from './details.ts';
import { day, referenceWidth, signedAmount, whole } from './values.ts';
import type { Camt053Version } from './version.ts';
import { readableWords, wordsOf } from './words.ts';

/** Max500Text. */
const remarkWidth = 500;

/** An adjustment after which nothing is left takes its line back; the sign stays what it does to the balance. */
const reversal = xml`<RvslInd>true</RvslInd>`;

/**
 * One line of a statement.
 *
 * @param position among the lines of its statement, from 1
 * @throws NotExpressible
 */
export const camt053Entry = (
  entry: StatementEntry,
  position: number,
  currency: string,
  version: Camt053Version,
): Xml => {
  const { id, amount, adjusted, content } = entry;
  const key = entryKey(entry, referenceWidth);
  const counted = signedAmount(amount, currency, id);
  const [domain, family, subfamily] = bankTransactionCodeOf(entry);
  const words = wordsOf(entry, currency);
  return xml`<Ntry><NtryRef>${String(position)}</NtryRef>${counted}${
    adjusted && isZero(adjusted.to) ? reversal : undefined
  }${version.booked}<BookgDt><Dt>${day(content.executionDate, id)}</Dt></BookgDt><ValDt><Dt>${day(
    content.valueDate ?? content.executionDate,
    id,
  )}</Dt></ValDt><AcctSvcrRef>${key}</AcctSvcrRef><BkTxCd><Domn><Cd>${domain}</Cd><Fmly><Cd>${
    family
  }</Cd><SubFmlyCd>${subfamily}</SubFmlyCd></Fmly></Domn>${element(
    'Prtry',
    element('Cd', whole(content.proprietaryBankTransactionCode)),
  )}</BkTxCd>${charges(entry, currency, version)}${camt053Details(entry, { key, counted, words }, version)}${element(
    'AddtlNtryInf',
    shortened(readableWords(entry, words), remarkWidth),
  )}</Ntry>`;
};

/** A fee that the bank tells apart; the amount of the line is what was booked, with it. */
const charges = (
  { id, content: { fee } }: StatementEntry,
  currency: string,
  { charge }: Camt053Version,
): Xml | undefined =>
  fee === undefined ? undefined : xml`<Chrgs>${charge(signedAmount(negate(amountOf(fee)), currency, id))}</Chrgs>`;
