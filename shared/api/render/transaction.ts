import type { BookedTransactionBody, ChangeBody, TransactionBody } from '../../contracts/http/ledger.ts';
import { outsidePendingId, outsideStatementId, outsideTransactionId } from '../../domain/ids/outsideIds.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import type { BookedLine } from '../../usecases/ledger/bookedLine.ts';
import { renderContent, renderPendingContent } from './lineContent.ts';

/** The account that lines are shown for. */
export interface LineOwner {
  readonly accountId: string;
  readonly journalId: string | undefined;
}

export const renderBooked = ({ accountId, journalId }: LineOwner, line: BookedLine): BookedTransactionBody => ({
  id: outsideTransactionId(accountId, line.line),
  accountId,
  journalId,
  statementId: line.statementFrom === undefined ? undefined : outsideStatementId(accountId, line.statementFrom),
  status: 'booked',
  sequence: line.line,
  ...renderContent(line.content),
  version: line.version,
  pontoId: line.pontoId,
  createdAt: line.createdAt,
  updatedAt: line.updatedAt,
});

/** A pending line has no place in the ledger yet, so that its id is made from Ponto's and ends with it. */
export const renderPending = ({ accountId, journalId }: LineOwner, line: PendingLine): TransactionBody => ({
  id: outsidePendingId(accountId, line.pontoId),
  accountId,
  journalId,
  status: 'pending',
  ...renderPendingContent(line.content),
  version: 1,
  pontoId: line.pontoId,
  createdAt: line.createdAt,
  updatedAt: line.updatedAt,
});

/** A change of the feed with the line as it was right after it. */
export const renderChange = (owner: LineOwner, change: Change): ChangeBody | undefined => {
  const kind = feedKindOf(change);
  return kind && { sequence: change.sequence, kind, transaction: renderRecord(owner, change) };
};

/** A line as one record of the ledger tells it. */
export const renderRecord = ({ accountId, journalId }: LineOwner, change: Change): BookedTransactionBody => ({
  id: outsideTransactionId(accountId, change.line),
  accountId,
  journalId,
  status: 'booked',
  sequence: change.line,
  ...renderContent(change.content),
  version: change.version,
  pontoId: change.pontoId,
  createdAt: change.kind === 'added' ? change.at : undefined,
  updatedAt: change.at,
});

const feedKindOf = ({ kind }: Change): ChangeBody['kind'] | undefined => (kind === 'relinked' ? undefined : kind);
