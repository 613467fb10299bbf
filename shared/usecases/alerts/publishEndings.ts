import { dueReminderStep, hasEnded, type Ending } from '../../domain/alerts/ending.ts';
import { ended, turnOf, type Step, type Telling } from '../../domain/alerts/telling.ts';
import type { DomainEvent, PublishedEvent } from '../../ports/events.ts';
import type { TellingRef } from '../../ports/expiry.ts';
import type { AlertDeps } from './alertDeps.ts';
import type { Visit, WithEnding } from './endingAccount.ts';

interface News {
  readonly published: PublishedEvent;
  readonly ref: TellingRef;
  readonly telling: Telling;
  readonly seen: Telling | undefined;
}

/**
 * Tells other software what a run finds due, then notes that it was told. A crash in between tells it again, with the
 * same ids, as the bus allows.
 */
export const publishEndings = async (deps: Pick<AlertDeps, 'tellings' | 'bus'>, visit: Visit): Promise<void> => {
  const news: News[] = [];
  for (const subject of visit.endings) {
    const due = await newsOf(deps, visit, subject);
    if (due) news.push(due);
  }
  if (news.length === 0) return;
  await deps.bus.publish(news.map(({ published }) => published));
  for (const { ref, telling, seen } of news) await deps.tellings.put(ref, { ...telling, state: 'done' }, seen);
};

const stepOf = (ending: Ending, now: string): Step | undefined =>
  hasEnded(ending, now) ? ended : dueReminderStep(ending, now);

const newsOf = async (
  { tellings }: Pick<AlertDeps, 'tellings'>,
  { connection, now }: Visit,
  { account, ending }: WithEnding,
): Promise<News | undefined> => {
  const step = stepOf(ending, now);
  if (step === undefined) return undefined;
  const { tenantId, id: accountId } = account;
  const ref: TellingRef = { tenantId, accountId, audience: { kind: 'bus' } };
  const seen = await tellings.get(ref);
  const turn = turnOf(ending, step, seen, now);
  if (turn.kind !== 'take') return undefined;
  const { expiresAt, lastDay } = ending;
  const facts = { accountId, connectionId: connection.id, expiresAt };
  const event: DomainEvent =
    step === ended
      ? { type: 'AuthorizationExpired', ...facts }
      : { type: 'AuthorizationExpiring', ...facts, daysBefore: step };
  const id = `${accountId}:${step === ended ? 'expired' : `expiring:${step}`}:${lastDay}`;
  return { published: { id, tenantId, occurredAt: now, event }, ref, telling: turn.telling, seen };
};
