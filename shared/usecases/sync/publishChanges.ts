import { addDays } from '../../domain/calendar/calendarDate.ts';
import type { FeedEntry } from '../../domain/feed/feedEntry.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { outsideStatementId } from '../../domain/ids/outsideIds.ts';
import type { Statement } from '../../domain/statements/statement.ts';
import { defined } from '../../language/defined.ts';
import type { DomainEvent, EventBus } from '../../ports/events.ts';
import type { FeedLogWriter } from '../../ports/feedLog.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { LedgerSession } from './ledgerSession.ts';

interface PublishableEvent {
  /** Made of what is published, so that publishing it again uses the same one. */
  readonly id: string;
  readonly event: DomainEvent;
}

export interface PublishDeps {
  readonly bus: EventBus;
  readonly feedLog: FeedLogWriter;
  readonly reader: LedgerReader;
}

/**
 * Tells the tenant's feed and then the bus what has changed since the last time, so that whoever is woken by an event
 * finds it in the feed, then records that it was told. A crash in between tells it again, the events with the same ids.
 */
export const publishChanges = async (
  { bus, feedLog, reader }: PublishDeps,
  session: LedgerSession,
  occurredAt: string,
): Promise<void> => {
  const { head } = session;
  const { ledger } = session.lease;
  const entry = entryOf(ledger, head);
  if (entry) await feedLog.append(ledger.tenantId, entry);
  const events = [
    ...changesEvents(ledger, head),
    ...(await finalStatements(reader, ledger, head)).map((statement) => finalStatementEvent(ledger, statement)),
    ...mismatchEvents(ledger, head),
  ];
  if (events.length > 0) {
    await bus.publish(events.map(({ id, event }) => ({ id, tenantId: ledger.tenantId, occurredAt, event })));
  }
  const published = publishedAfter(head);
  if (JSON.stringify(published) !== JSON.stringify(head.published)) {
    await session.changeHead((current) => ({ ...current, published }));
  }
};

const entryOf = ({ accountId }: AccountRef, { published, sequence, run }: LedgerHead): FeedEntry | undefined =>
  sequence === published.sequence
    ? undefined
    : { accountId, syncId: run?.syncId ?? '', changes: { after: published.sequence, through: sequence } };

const publishedAfter = ({ sequence, chain }: LedgerHead): LedgerHead['published'] => ({
  sequence,
  ...(chain.final ? { finalUpTo: chain.final.periodTo, finalFrom: chain.coversFrom ?? chain.final.periodTo } : {}),
  ...defined({ mismatchSince: chain.balance?.mismatch?.since }),
});

const changesEvents = ({ accountId }: AccountRef, { published, sequence }: LedgerHead): readonly PublishableEvent[] =>
  sequence === published.sequence
    ? []
    : [
        {
          id: `${accountId}:changes:${published.sequence}-${sequence}`,
          event: { type: 'TransactionsChanged', accountId, from: published.sequence, to: sequence },
        },
      ];

const finalStatements = async (
  reader: LedgerReader,
  ledger: AccountRef,
  { published, chain }: LedgerHead,
): Promise<readonly Statement[]> => {
  const { final } = chain;
  if (!final) return [];
  const coversFrom = chain.coversFrom ?? final.periodTo;
  const { finalFrom, finalUpTo } = published;
  const earlier =
    finalFrom === undefined || finalFrom <= coversFrom
      ? []
      : await reader.statementsBetween(ledger, coversFrom, addDays(finalFrom, -1));
  const from = finalUpTo === undefined ? coversFrom : addDays(finalUpTo, 1);
  const later = final.periodTo < from ? [] : await reader.statementsBetween(ledger, from, final.periodTo);
  return [...earlier, ...later];
};

const finalStatementEvent = ({ accountId }: AccountRef, { period, number }: Statement): PublishableEvent => {
  const id = outsideStatementId(accountId, period.from);
  return { id: `${id}:final`, event: { type: 'StatementFinalised', accountId, statementId: id, number } };
};

const mismatchEvents = ({ accountId }: AccountRef, { published, chain }: LedgerHead): readonly PublishableEvent[] => {
  const since = chain.balance?.mismatch?.since;
  return since === undefined || since === published.mismatchSince
    ? []
    : [{ id: `${accountId}:mismatch:${since}`, event: { type: 'BalanceMismatchFound', accountId } }];
};
