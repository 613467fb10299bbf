import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { FeedEntry, StatementNews } from '../../domain/feed/feedEntry.ts';
import {
  judgedAnew,
  judgedAnewFrom,
  marksOf,
  statementNews,
  toldListsOf,
  toldProofOf,
} from '../../domain/feed/statementNews.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import type { Fingerprint } from '../../domain/ledger/monthView.ts';
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
  readonly fingerprint: Fingerprint;
}

/**
 * Tells the tenant's feed and then the bus what has changed since the last time, so that whoever is woken by an event
 * finds it in the feed, then notes that it was told. A crash in between tells it again, the events with the same ids.
 */
export const publishChanges = async (
  { bus, feedLog, reader, fingerprint }: PublishDeps,
  session: LedgerSession,
  occurredAt: string,
): Promise<void> => {
  const { head } = session;
  const { ledger } = session.lease;
  const finals = await finalStatements(reader, ledger, head);
  const { news, ...told } = await statementsNow({ reader, fingerprint }, ledger, head, finals);
  const entry = entryOf(ledger, head, news);
  const events = [
    ...changesEvents(ledger, head),
    ...finals.map((statement) => finalStatementEvent(ledger, statement)),
    ...mismatchEvents(ledger, head),
  ];
  // Nobody is told what a crash could still undo.
  if (entry || events.length > 0) await session.commitNoted();
  if (entry) await feedLog.append(ledger.tenantId, entry);
  if (events.length > 0) {
    await bus.publish(events.map(({ id, event }) => ({ id, tenantId: ledger.tenantId, occurredAt, event })));
  }
  session.noteInHead((current) => ({ ...current, published: { ...publishedAfter(head), ...told } }));
};

const entryOf = (
  { accountId }: AccountRef,
  { published, sequence, run }: LedgerHead,
  statements: StatementNews | undefined,
): FeedEntry | undefined => {
  const changes = sequence === published.sequence ? undefined : { after: published.sequence, through: sequence };
  return changes || statements
    ? { accountId, syncId: run?.syncId ?? '', ...defined({ changes, statements }) }
    : undefined;
};

/** What the feed has to tell of statements, and what it has told then. */
const statementsNow = async (
  { reader, fingerprint }: Pick<PublishDeps, 'reader' | 'fingerprint'>,
  ledger: AccountRef,
  head: LedgerHead,
  finals: readonly Statement[],
): Promise<
  Pick<LedgerHead['published'], 'statements' | 'lists' | 'proof'> & { readonly news: StatementNews | undefined }
> => {
  const { published, chain } = head;
  const open: Statement[] = [];
  const firstOpen = chain.final && addDays(chain.final.periodTo, 1);
  for await (const statement of reader.statementsFrom(ledger, firstOpen)) open.push(statement);
  const proof = toldProofOf(chain, fingerprint);
  const judgedFrom = judgedAnewFrom(published.proof, proof, chain);
  const looked =
    judgedFrom === undefined || !chain.final
      ? []
      : await reader.statementsBetween(ledger, judgedFrom, chain.final.periodTo);
  const judged = judgedAnew(looked, published.proof, proof, chain);
  const marks = marksOf(open, fingerprint);
  const unsettled = await unsettledDays(reader, ledger, head, open);
  const news = statementNews(published, { open, marks, finals, judged, unsettled });
  const lists = toldListsOf(open);
  return { news, proof, ...(open.length > 0 ? { statements: marks } : {}), ...(lists.length > 0 ? { lists } : {}) };
};

/**
 * The days of what has changed since the last time, where that is more than the new lines of one run. Then a statement may be
 * what was told of it, by a line that came and went, and whoever has read in between holds another one.
 */
const unsettledDays = async (
  reader: LedgerReader,
  ledger: AccountRef,
  { published, sequence, run }: LedgerHead,
  open: readonly Statement[],
): Promise<readonly CalendarDate[]> => {
  const isOneRun = run?.after === published.sequence && run.corrected + run.removed === 0;
  if (sequence === published.sequence || isOneRun || !published.statements) return [];
  const days = new Set<CalendarDate>();
  for await (const { changes } of reader.segmentsBetween(ledger, { after: published.sequence, through: sequence })) {
    for (const { content, before, carryForward } of changes) {
      days.add(content.executionDate);
      if (before) days.add(before.executionDate);
      const [bearer] = open;
      if (carryForward && bearer) days.add(bearer.period.from);
    }
  }
  return [...days];
};

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
