import { addDays } from '../../domain/calendar/calendarDate.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { outsideStatementId } from '../../domain/ids/outsideIds.ts';
import type { Statement } from '../../domain/statements/chain.ts';
import type { DomainEvent, EventBus } from '../../ports/events.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/common.ts';
import type { LedgerSession } from './ledgerSession.ts';

interface News {
  /** Made of what is told, so that telling it again uses the same one. */
  readonly id: string;
  readonly event: DomainEvent;
}

/**
 * Tells other software what has changed since it was told last, then notes that it was told. A crash in between tells
 * it again, with the same ids.
 */
export const announce = async (
  { bus, reader }: { readonly bus: EventBus; readonly reader: LedgerReader },
  session: LedgerSession,
  occurredAt: string,
): Promise<void> => {
  const { head } = session;
  const { ledger } = session.lease;
  const news = [
    ...changesNews(ledger, head),
    ...(await finalStatements(reader, ledger, head)).map((statement) => finalNews(ledger, statement)),
    ...mismatchNews(ledger, head),
  ];
  if (news.length > 0) {
    await bus.publish(news.map(({ id, event }) => ({ id, tenantId: ledger.tenantId, occurredAt, event })));
  }
  const told = toldBy(head);
  if (JSON.stringify(told) !== JSON.stringify(head.announced)) {
    await session.changeHead((current) => ({ ...current, announced: told }));
  }
};

const toldBy = ({ sequence, chain }: LedgerHead): LedgerHead['announced'] => ({
  sequence,
  ...(chain.final ? { finalUpTo: chain.final.periodTo, finalFrom: chain.coversFrom ?? chain.final.periodTo } : {}),
  ...(chain.balance?.mismatch ? { mismatchSince: chain.balance.mismatch.since } : {}),
});

const changesNews = ({ accountId }: AccountRef, { announced, sequence }: LedgerHead): readonly News[] =>
  sequence === announced.sequence
    ? []
    : [
        {
          id: `${accountId}:changes:${announced.sequence}-${sequence}`,
          event: { type: 'TransactionsChanged', accountId, from: announced.sequence, to: sequence },
        },
      ];

const finalStatements = async (
  reader: LedgerReader,
  ledger: AccountRef,
  { announced, chain }: LedgerHead,
): Promise<readonly Statement[]> => {
  const { final } = chain;
  if (!final) return [];
  const coversFrom = chain.coversFrom ?? final.periodTo;
  const { finalFrom, finalUpTo } = announced;
  const earlier =
    finalFrom === undefined || finalFrom <= coversFrom
      ? []
      : await reader.statementsBetween(ledger, coversFrom, addDays(finalFrom, -1));
  const from = finalUpTo === undefined ? coversFrom : addDays(finalUpTo, 1);
  const later = final.periodTo < from ? [] : await reader.statementsBetween(ledger, from, final.periodTo);
  return [...earlier, ...later];
};

const finalNews = ({ accountId }: AccountRef, { period, number }: Statement): News => {
  const id = outsideStatementId(accountId, period.from);
  return { id: `${id}:final`, event: { type: 'StatementFinalised', accountId, statementId: id, number } };
};

const mismatchNews = ({ accountId }: AccountRef, { announced, chain }: LedgerHead): readonly News[] => {
  const since = chain.balance?.mismatch?.since;
  return since === undefined || since === announced.mismatchSince
    ? []
    : [{ id: `${accountId}:mismatch:${since}`, event: { type: 'BalanceMismatchFound', accountId } }];
};
