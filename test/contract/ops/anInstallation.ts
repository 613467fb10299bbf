import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { execute } from '../../../infra/ops/execute.ts';
import { parseCommand } from '../../../infra/ops/command.ts';
import { openAwsEnvironment, resourceNames } from '../../../infra/ops/awsEnvironment.ts';
import { installationOf } from '../../../infra/ops/installation.ts';
import { startKms } from '../../../local/cloud/kms.ts';
import { startSecretsManager } from '../../../local/cloud/secretsManager.ts';
import { startSqs } from '../../../local/cloud/sqs.ts';
import { DynamoTenantCredentials } from '../../../shared/adapters/dynamodb/tenantCredentials.ts';
import { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { KmsSealer } from '../../../shared/adapters/kms/kmsSealer.ts';
import { SecretsManagerTenantSecrets } from '../../../shared/adapters/secrets/secretsManagerTenantSecrets.ts';
import { aDataDir, clientOf } from '../../local/cloud/awsClient.ts';
import { startDynamo } from '../../setup/dynamo.ts';

const installation = installationOf('dev', {}, {});
const names = resourceNames(installation);

const restoredTable = `${names.transactionsTable}-restored`;

/** Table and queues of an installation, and the variables by which the SDK finds them. */
export const anInstallation = async () => {
  const dataDir = aDataDir();
  const dynamo = await startDynamo();
  await dynamo.createTable(names.connectionsTable);
  await dynamo.createTable(names.transactionsTable);
  await dynamo.createTable(restoredTable);
  const sqs = await startSqs({ dataDir: dataDir.path, region: 'eu-central-1', accountId: '000000000000' });
  sqs.provide(
    [
      names.work,
      names.deadLetters,
      names.urgentWork,
      names.urgentDeadLetters,
      names.alerts,
      names.alertDeadLetters,
      names.webhooks,
      names.webhookDeadLetters,
      names.slowWebhooks,
      names.slowWebhookDeadLetters,
      names.scheduleDeadLetters,
    ].map((QueueName) => ({ QueueName, VisibilityTimeout: 30 })),
  );
  const arnOf = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:000000000000:${resource}`;
  const aliases = ['alias/ponto-bank-sync-dev-tokens'];
  const kms = await startKms({
    dataDir: dataDir.path,
    keys: [{ id: 'key-1', arn: arnOf('kms', 'key/key-1'), aliases }],
  });
  const manager = await startSecretsManager({ dataDir: dataDir.path, arnPrefix: arnOf('secretsmanager', 'secret:') });
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.url,
  };
  const client = new SQSClient(clientOf(sqs.url));
  const [keys, secrets] = [new KMSClient(clientOf(kms.url)), new SecretsManagerClient(clientOf(manager.url))];
  return {
    names,
    environment,
    table: new Table(dynamo.client, names.connectionsTable),
    books: new Table(dynamo.client, names.transactionsTable),
    /** Tenants' credentials as functions keep them. */
    credentials: {
      'secrets-manager': new SecretsManagerTenantSecrets(secrets, 'ponto-bank-sync/dev/tenants'),
      table: new DynamoTenantCredentials(
        new Table(dynamo.client, names.connectionsTable),
        new KmsSealer(keys, 'key-1'),
        // Long ago: older than what Secrets Manager is given.
        { now: () => '2026-01-01T00:00:00.000Z' },
      ),
    },
    /** What a restore to a point in time would have made. */
    restored: { name: restoredTable, table: new Table(dynamo.client, restoredTable) },
    depth: (queue: keyof typeof names) => sqs.depth(names[queue]),
    /** What the terminal says to an order, without the process around it. */
    ops: async (...words: readonly string[]) => {
      const variables = Object.keys(environment);
      const before = variables.map((name) => process.env[name]);
      Object.assign(process.env, environment);
      try {
        const said: string[] = [];
        const place = await openAwsEnvironment(installation);
        const isThere = await execute(parseCommand(words), place, (line) => said.push(line)).finally(place.close);
        return { isThere, said, text: said.join('\n') };
      } finally {
        for (const [index, name] of variables.entries()) {
          const value = before[index];
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
      }
    },
    send: (queue: keyof typeof names, body: string) =>
      client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrl(names[queue]), MessageBody: body })),
    take: async (queue: keyof typeof names): Promise<readonly string[]> => {
      const bodies: string[] = [];
      for (;;) {
        const QueueUrl = sqs.queueUrl(names[queue]);
        // Longer than a letter needs that was laid back.
        const options = {
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: /deadLetters$/i.test(queue) ? 2 : 0,
        };
        const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, ...options }));
        if (!Messages) return bodies;
        bodies.push(...Messages.map(({ Body = '' }) => Body));
      }
    },
    close: async () => {
      for (const one of [client, keys, secrets]) one.destroy();
      for (const one of [kms, manager]) await one.close();
      await sqs.close();
      await dynamo.close();
      dataDir.remove();
    },
  };
};
