import type { StatementEntry } from '../../../domain/statements/statementInFull.ts';
import { idWithin } from '../referenceId.ts';
import { bareReference, entryRemark } from '../remarks.ts';
import { oneLine, shortened } from '../text.ts';
import { wordsBesideReference } from '../words.ts';
import { accountId, nameWidth, referenceWidth, whole } from './values.ts';

/** What a line says, on one line each; empty where there is nothing. */
export interface Words {
  /** Why it stands on a statement of later days. */
  readonly remark: string;
  readonly name: string;
  /** Of its purpose; empty where that is nothing but the structured reference. */
  readonly text: string;
  /** Bare. */
  readonly reference: string;
}

export const wordsOf = (entry: StatementEntry, currency: string): Words => ({
  remark: entryRemark(entry, currency, (id) => idWithin(id, referenceWidth)) ?? '',
  name: shortened(oneLine(entry.content.counterpartyName ?? ''), nameWidth),
  text: oneLine(wordsBesideReference(entry) ?? ''),
  reference: bareReference(entry) ?? '',
});

/** Everything that a person reads of a line, most important first, and what is too long for its own place last. */
export const readableWords = ({ content }: StatementEntry, { remark, name, text, reference }: Words): string => {
  const { counterpartyReference, description, additionalInformation, cardReference } = content;
  const purpose = text || reference;
  const tooLong = [content.endToEndId, content.mandateId, content.creditorId].filter((id) => whole(id) === undefined);
  const others = [description, additionalInformation].map((other) => oneLine(other ?? ''));
  const words = [
    remark,
    name,
    purpose,
    ...others.map((other) => (purpose.includes(other) ? '' : other)),
    cardReference ?? '',
    counterpartyReference !== undefined && accountId(counterpartyReference) === undefined
      ? oneLine(counterpartyReference)
      : '',
    ...tooLong.map((id) => oneLine(id ?? '')),
  ];
  return words.filter((word) => word !== '').join(' ');
};
