/**
 * Ids as the outside sees them. A sync, a transaction and a statement live inside an account's partition, so that their
 * ids carry the account's: finding one needs no index, and nobody can ask for one without naming its account.
 */
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const plainId = new RegExp(`^${uuid}$`);
const syncId = new RegExp(`^(${uuid})\\.(${uuid})$`);
const transactionId = new RegExp(`^(${uuid})-([1-9]\\d{0,14})$`);
const pendingId = new RegExp(`^(${uuid})-pending-([\\w-]{1,50})$`);
const statementId = new RegExp(`^(${uuid})-(\\d{4}-\\d{2}-\\d{2})$`);

/** Is this a connection's, account's or journal's id? */
export const isPlainId = (text: string): boolean => plainId.test(text);

export const outsideSyncId = (accountId: string, id: string): string => `${accountId}.${id}`;

export const parseSyncId = (text: string): { readonly accountId: string; readonly syncId: string } | undefined => {
  const [, accountId, id] = syncId.exec(text) ?? [];
  return accountId === undefined || id === undefined ? undefined : { accountId, syncId: id };
};

/** @param line number of the record that added the line: its identity for ever */
export const outsideTransactionId = (accountId: string, line: number): string => `${accountId}-${line}`;

export const parseTransactionId = (text: string): { readonly accountId: string; readonly line: number } | undefined => {
  const [, accountId, line] = transactionId.exec(text) ?? [];
  return accountId === undefined || line === undefined ? undefined : { accountId, line: Number(line) };
};

/** A pending line has no record of its own yet, so that its id ends with Ponto's. It changes when the line is booked. */
export const outsidePendingId = (accountId: string, pontoId: string): string => `${accountId}-pending-${pontoId}`;

export const parsePendingId = (text: string): { readonly accountId: string; readonly pontoId: string } | undefined => {
  const [, accountId, pontoId] = pendingId.exec(text) ?? [];
  return accountId === undefined || pontoId === undefined ? undefined : { accountId, pontoId };
};

/** @param periodFrom first day of the statement's period: an account has one statement that begins on a day */
export const outsideStatementId = (accountId: string, periodFrom: string): string => `${accountId}-${periodFrom}`;

export const parseStatementId = (
  text: string,
): { readonly accountId: string; readonly periodFrom: string } | undefined => {
  const [, accountId, periodFrom] = statementId.exec(text) ?? [];
  return accountId === undefined || periodFrom === undefined ? undefined : { accountId, periodFrom };
};
