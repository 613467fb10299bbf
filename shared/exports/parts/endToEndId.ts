import type { StatementEntry } from '../../domain/statements/statementInFull.ts';

/** What banks write where nobody gave one (EPC, implementation guidelines of the SEPA credit transfer). */
export const notProvided = 'NOTPROVIDED';

/** The end-to-end id of a payment; undefined where nobody gave one. */
export const endToEndIdOf = ({ content: { endToEndId } }: Pick<StatementEntry, 'content'>): string | undefined =>
  endToEndId === notProvided ? undefined : endToEndId;
