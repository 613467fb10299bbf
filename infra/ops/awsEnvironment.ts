import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { DynamoAccountStore } from '../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoBankFailures } from '../../shared/adapters/dynamodb/bankFailures.ts';
import { DynamoConnectionStore } from '../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoConnectionRuns } from '../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoDueIndex } from '../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoFeedLog } from '../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerCopy } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerCopy.ts';
import { DynamoLedgerHeads } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerHeads.ts';
import { DynamoPausedTenants } from '../../shared/adapters/dynamodb/pausedTenants.ts';
import { DynamoSoftwareClients } from '../../shared/adapters/dynamodb/softwareClients.ts';
import { DynamoSuppressionList } from '../../shared/adapters/dynamodb/suppressionList.ts';
import { DynamoSyncStore } from '../../shared/adapters/dynamodb/syncStore.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { SqsDeadLetters } from '../../shared/adapters/sqs/deadLetters.ts';
import { alertLetter, syncLetter, webhookLetter, type ReadLetter } from '../../shared/adapters/sqs/letterForms.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { queueClient } from '../../shared/composition/clients/queue.ts';
import { schedules, scheduleTimeZone } from '../../shared/contracts/schedules.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeBankOutages } from '../../shared/usecases/institutions/bankOutages.ts';
import { makeAccountProgress } from '../../shared/usecases/ledger/accountProgress.ts';
import { makeExplainConnection } from '../../shared/usecases/operations/explainConnection.ts';
import { makeFindStale } from '../../shared/usecases/operations/findStale.ts';
import { makeRestoreAccount } from '../../shared/usecases/operations/restoreAccount.ts';
import { namePrefix } from '../config/names.ts';
import { checkAccount } from './checkAccount.ts';
import { openCredentials } from './credentials.ts';
import { openFeedSwitches } from './feed/feedSwitch.ts';
import type { Installation } from './installation.ts';
import { openUserPool } from './token/openUserPool.ts';
import { openTerminal } from './token/terminal.ts';

/** The names that the stacks of a stage give; a test compares them with the templates. */
export const resourceNames = ({ stage, tables }: Pick<Installation, 'stage' | 'tables'>) => {
  const prefix = namePrefix({ stage });
  return {
    connectionsTable: tables.registry,
    transactionsTable: tables.books,
    work: `${prefix}-work`,
    deadLetters: `${prefix}-work-dead-letters`,
    urgentWork: `${prefix}-urgent-work`,
    urgentDeadLetters: `${prefix}-urgent-work-dead-letters`,
    alerts: `${prefix}-alerts`,
    alertDeadLetters: `${prefix}-alerts-dead-letters`,
    webhooks: `${prefix}-webhooks`,
    webhookDeadLetters: `${prefix}-webhooks-dead-letters`,
    slowWebhooks: `${prefix}-slow-webhooks`,
    slowWebhookDeadLetters: `${prefix}-slow-webhooks-dead-letters`,
    scheduleDeadLetters: `${prefix}-schedule-dead-letters`,
  };
};

/**
 * What an operator can do at a stage, with the AWS credentials of this terminal.
 *
 * @throws WrongAccount before anything is read or changed
 */
export const openAwsEnvironment = async (installation: Installation) => {
  await checkAccount(installation);
  const names = resourceNames(installation);
  const dynamo = dynamoClient();
  const table = new Table(dynamo, names.connectionsTable);
  const stores = {
    due: new DynamoDueIndex(table),
    runs: new DynamoConnectionRuns(table),
    accounts: new DynamoAccountStore(table),
    syncs: new DynamoSyncStore(table),
    paused: new DynamoPausedTenants(table, clock),
    suppressionList: new DynamoSuppressionList(table, pacedClock),
  };
  const judged = {
    ...stores,
    progress: makeAccountProgress({
      heads: new DynamoLedgerHeads(new Table(dynamo, names.transactionsTable), pacedClock),
      syncs: stores.syncs,
    }),
    bankOutages: makeBankOutages({ failures: new DynamoBankFailures(table), clock }),
    // Who was asked and has not answered is not reached, wherever confirmations are wanted.
    confirmAddresses: true,
    clock,
  };
  const queues = queueClient();
  const feed = openFeedSwitches(installation.stage);
  const urlOf = async (QueueName: string): Promise<string> => {
    const { QueueUrl = '' } = await queues.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  };
  const lettersOf = async (deadLetters: string, work: string, read: ReadLetter): Promise<SqsDeadLetters> =>
    new SqsDeadLetters(queues, { deadLetters: await urlOf(deadLetters), work: await urlOf(work) }, read);
  const people = openUserPool(installation.stage, new DynamoSoftwareClients(table), clock);
  const credentials = openCredentials(installation.stage, table);
  return {
    clock,
    moveCredentials: credentials.moverTo,
    feed,
    people,
    software: people.software,
    /** What goes on, beside what comes out. */
    tell: (line: string): void => console.error(line),
    /** For what only a person may type. */
    terminal: () => openTerminal(process.stdin, process.stderr),
    pauses: stores.paused,
    connections: new DynamoConnectionStore(table),
    findStale: makeFindStale({
      ...judged,
      schedules: { timeZone: scheduleTimeZone, times: schedules },
    }),
    /** From a table that was restored beside the live one, which is never its own source. */
    restoreAccountFrom: (from: string) => {
      if (from === names.transactionsTable) throw new Error(`${from} is the live table itself`);
      const live = new Table(dynamo, names.transactionsTable);
      return makeRestoreAccount({
        paused: stores.paused,
        accounts: stores.accounts,
        copy: new DynamoLedgerCopy({ live, kept: new Table(dynamo, from) }, pacedClock),
        feedLog: new DynamoFeedLog(live),
        ids,
      });
    },
    explainConnection: makeExplainConnection(judged),
    /** Of all queues that somebody works on; each letter goes back to the queue that it comes from. */
    deadLetters: async () => [
      await lettersOf(names.urgentDeadLetters, names.urgentWork, syncLetter),
      await lettersOf(names.deadLetters, names.work, syncLetter),
      await lettersOf(names.alertDeadLetters, names.alerts, alertLetter),
      await lettersOf(names.webhookDeadLetters, names.webhooks, webhookLetter),
      await lettersOf(names.slowWebhookDeadLetters, names.slowWebhooks, webhookLetter),
    ],
    scheduleDeadLetters: () => lettersOf(names.scheduleDeadLetters, names.work, syncLetter),
    close: (): void => {
      dynamo.destroy();
      queues.destroy();
      feed.close();
      people.close();
      credentials.close();
    },
  };
};

export type AwsEnvironment = Awaited<ReturnType<typeof openAwsEnvironment>>;
