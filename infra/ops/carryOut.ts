import { scheduledFrequency } from '../../shared/contracts/syncJob.ts';
import type { Order } from './order.ts';
import type { Place } from './place.ts';
import { renderConnection } from './renderConnection.ts';

export type Say = (line: string) => void;
type OrderOf<C extends Order['command']> = Extract<Order, { readonly command: C }>;

/** Dead letters that are looked at before somebody decides. */
const lettersShown = 100;

/** Carries an order out and tells what came of it. @returns whether there was what was asked for */
export const carryOut = (order: Order, place: Place, say: Say): Promise<boolean> => {
  switch (order.command) {
    case 'stale':
      return tellStale(order, place, say);
    case 'connection':
      return tellConnection(order, place, say);
    case 'redrive':
      return redrive(order, place, say);
    case 'pause':
      return pause(order.tenantId, place, say);
    case 'resume':
      return resume(order.tenantId, place, say);
  }
};

/** Counts by name: memory stays flat, however many there are. */
const makeTally = () => {
  const counts = new Map<string, number>();
  return {
    add: (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1),
    text: (): string =>
      [...counts]
        .map(([name, count]) => `${name} ${count}`)
        .toSorted()
        .join(', '),
  };
};

const tallyOf = (names: readonly string[]): string => {
  const tally = makeTally();
  names.forEach(tally.add);
  return tally.text();
};

const tellStale = async ({ frequency }: OrderOf<'stale'>, place: Place, say: Say): Promise<boolean> => {
  const reasons = makeTally();
  let connections = 0;
  say(['tenant', 'connection', 'account', 'frequency', 'last run', 'why'].join('\t'));
  for (const one of frequency === undefined ? scheduledFrequency.options : [frequency]) {
    connections += await place.findStale(one, (stale) => {
      const { tenantId, connectionId, accountId, lastRunAt = 'never', why } = stale;
      say([tenantId, connectionId, accountId, one, lastRunAt, why].join('\t'));
      reasons.add(why);
    });
  }
  const found =
    reasons.text() === '' ? 'Every account is as fresh as its frequency promises' : `Stale: ${reasons.text()}`;
  say(`${found}; looked at ${connections} connections.`);
  return true;
};

const tellConnection = async (order: OrderOf<'connection'>, place: Place, say: Say): Promise<boolean> => {
  const { connectionId } = order;
  const tenantId = order.tenantId ?? (await place.explainConnection.findTenant(connectionId));
  const explained =
    tenantId === undefined ? undefined : await place.explainConnection.explain({ tenantId, connectionId });
  if (explained) renderConnection(explained).forEach(say);
  else if (order.tenantId === undefined)
    say('No schedule visits such a connection. Say whose it is with --tenant TENANT.');
  else say('This tenant has no such connection.');
  return explained !== undefined;
};

const redrive = async ({ yes }: OrderOf<'redrive'>, place: Place, say: Say): Promise<boolean> => {
  const schedules = await (await place.scheduleDeadLetters()).count();
  if (schedules > 0) say(`${schedules} runs of schedules are dead letters too: docs/runbooks/schedules.md, step 3.`);
  const letters = await place.deadLetters();
  if (yes) {
    const { moved, repeated, left } = await letters.moveBack();
    say(
      `${moved} jobs are back on the work queue; ${repeated} repeats were dropped; ${left} stay: of an unknown shape or refused.`,
    );
    return true;
  }
  const about = await letters.count();
  const seen = await letters.look(lettersShown);
  if (seen.length === 0) {
    say('No dead letters.');
    return true;
  }
  say(`About ${about} dead letters; of ${seen.length} that were looked at:`);
  say(`  kind: ${tallyOf(seen.map(({ kind }) => kind))}`);
  say(`  tenant: ${tallyOf(seen.map(({ tenantId = '(unknown)' }) => tenantId))}`);
  say('Find the cause first (docs/runbooks/work-queue.md). Then put them back with: npm run ops -- redrive --yes');
  return true;
};

const pause = async (tenantId: string, { pauses, clock }: Place, say: Say): Promise<boolean> => {
  await pauses.pause(tenantId, clock.now());
  say('Paused. Within half a minute nothing more is read for this tenant, and its accounts say so.');
  return true;
};

const resume = async (tenantId: string, { pauses }: Place, say: Say): Promise<boolean> => {
  const outcome = await pauses.resume(tenantId);
  if (outcome === 'resumed')
    say('Resumed. Its next schedules read what came meanwhile; "sync now" works within half a minute.');
  else say('This tenant was not paused.');
  return outcome === 'resumed';
};
