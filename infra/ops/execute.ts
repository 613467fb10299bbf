import { scheduledFrequency } from '../../shared/contracts/syncJob.ts';
import type { DeadLetter } from '../../shared/adapters/sqs/letterForms.ts';
import type { Command } from './command.ts';
import type { AwsEnvironment } from './awsEnvironment.ts';
import type { Log } from './log.ts';
import { moveCredentials } from './moveCredentials.ts';
import { addSoftware, listSoftware, removeSoftware } from './software/commands.ts';
import { restoreAccount } from './restoreAccount.ts';
import { showStatus, turnFeed } from './feed/stopAndGo.ts';
import { renderConnection } from './renderConnection.ts';

type CommandOf<C extends Command['command']> = Extract<Command, { readonly command: C }>;

/** Dead letters that are looked at before somebody decides. */
const lettersShown = 100;

/** Runs a command and prints what came of it. @returns whether there was what was asked for */
export const execute = (command: Command, environment: AwsEnvironment, log: Log): Promise<boolean> => {
  switch (command.command) {
    case 'stale':
      return listStale(command, environment, log);
    case 'connection':
      return showConnection(command, environment, log);
    case 'redrive':
      return redrive(command, environment, log);
    case 'pause':
      return pause(command.tenantId, environment, log);
    case 'resume':
      return resume(command.tenantId, environment, log);
    case 'move-credentials':
      return moveCredentials(command, environment.moveCredentials(command.to), log);
    case 'restore-account':
      return restoreAccount(command, environment, log);
    case 'status':
      return showStatus(environment.feed, log);
    case 'stop':
      return turnFeed('off', command.yes, environment.feed, log);
    case 'go':
      return turnFeed('on', command.yes, environment.feed, log);
    case 'token':
      return token(command.user, environment, log);
    case 'software':
      return listSoftware(environment, log);
    case 'add-software':
      return addSoftware(command.tenantId, environment, log);
    case 'remove-software':
      return removeSoftware(command.clientId, environment, log);
  }
};

/** Counts by name: memory stays flat, however many there are. */
const createCounter = () => {
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

const countByName = (names: readonly string[]): string => {
  const counter = createCounter();
  names.forEach(counter.add);
  return counter.text();
};

const listStale = async (
  { frequency }: CommandOf<'stale'>,
  environment: AwsEnvironment,
  log: Log,
): Promise<boolean> => {
  const reasons = createCounter();
  let connections = 0;
  log(['tenant', 'connection', 'account', 'frequency', 'last run', 'why'].join('\t'));
  for (const one of frequency === undefined ? scheduledFrequency.options : [frequency]) {
    connections += await environment.findStale(one, (stale) => {
      const { tenantId, connectionId, accountId, lastRunAt = 'never', why } = stale;
      log([tenantId, connectionId, accountId, one, lastRunAt, why].join('\t'));
      reasons.add(why);
    });
  }
  const found =
    reasons.text() === '' ? 'Every account is as fresh as its frequency promises' : `Stale: ${reasons.text()}`;
  log(`${found}; looked at ${connections} connections.`);
  return true;
};

const showConnection = async (
  command: CommandOf<'connection'>,
  environment: AwsEnvironment,
  log: Log,
): Promise<boolean> => {
  const { connectionId } = command;
  const tenantId = command.tenantId ?? (await environment.explainConnection.findTenant(connectionId));
  const explained =
    tenantId === undefined ? undefined : await environment.explainConnection.explain({ tenantId, connectionId });
  if (explained) renderConnection(explained).forEach(log);
  else if (command.tenantId === undefined)
    log('No schedule visits such a connection. Say whose it is with --tenant TENANT.');
  else log('This tenant has no such connection.');
  return explained !== undefined;
};

const redrive = async ({ yes }: CommandOf<'redrive'>, environment: AwsEnvironment, log: Log): Promise<boolean> => {
  const schedules = await (await environment.scheduleDeadLetters()).count();
  if (schedules > 0) log(`${schedules} runs of schedules are dead letters too: docs/runbooks/schedules.md, step 3.`);
  const queues = await environment.deadLetters();
  if (yes) {
    const all = { moved: 0, repeated: 0, left: 0 };
    for (const letters of queues) {
      const { moved, repeated, left } = await letters.moveBack();
      all.moved += moved;
      all.repeated += repeated;
      all.left += left;
    }
    log(
      `${all.moved} jobs are back on their queues; ${all.repeated} repeats were dropped; ${all.left} stay: of an unknown shape or refused.`,
    );
    return true;
  }
  let about = 0;
  const seen: DeadLetter[] = [];
  for (const letters of queues) {
    about += await letters.count();
    seen.push(...(await letters.look(lettersShown)));
  }
  if (seen.length === 0) {
    log('No dead letters.');
    return true;
  }
  log(`About ${about} dead letters; of ${seen.length} that were looked at:`);
  log(`  kind: ${countByName(seen.map(({ kind }) => kind))}`);
  log(`  tenant: ${countByName(seen.map(({ tenantId = '(none named)' }) => tenantId))}`);
  log(
    'Find the cause first (docs/runbooks/work-queue.md; of alerts: schedules.md, of webhooks: webhooks.md). Then put them back with: npm run ops -- redrive --yes',
  );
  return true;
};

/** Also a tenant without a connection, who may get one; a slip of the pen must not look like a feed that stands still. */
const pause = async (tenantId: string, { pauses, connections, clock }: AwsEnvironment, log: Log): Promise<boolean> => {
  await pauses.pause(tenantId, clock.now());
  const { items } = await connections.list(tenantId, { limit: 1 });
  log('Paused. Within half a minute nothing more is read for this tenant, and its accounts say so.');
  if (items.length === 0) {
    log(
      'But this tenant has no connection. Is its id spelt right? To take it back: npm run ops -- resume, with the same id.',
    );
  }
  return true;
};

const resume = async (tenantId: string, { pauses }: AwsEnvironment, log: Log): Promise<boolean> => {
  const outcome = await pauses.resume(tenantId);
  if (outcome === 'resumed')
    log('Resumed. Its next schedules read what came meanwhile; "sync now" works within half a minute.');
  else log('This tenant was not paused.');
  return outcome === 'resumed';
};

/** The token alone, so that it can be kept in a variable; everything else is told on the terminal. */
const token = async (user: string, { people, terminal }: AwsEnvironment, log: Log): Promise<boolean> => {
  log(await people.signIn(user, terminal()));
  return true;
};
