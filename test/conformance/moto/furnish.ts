import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from '../../../local/runner/template/deployment.ts';
import { region, type Emulator } from '../tools/emulator.ts';

type Furniture = Pick<Deployment, 'tables' | 'queues' | 'buses' | 'keys' | 'secrets'>;

/** Makes by calls what the adapters talk to, as the template has it: the emulator takes no template of ours whole. */
export const furnish = async ({ url }: Emulator, deployment: Furniture, mailFrom: string): Promise<void> => {
  const settings = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const dynamodb = new DynamoDBClient(settings);
  const sqs = new SQSClient(settings);
  const events = new EventBridgeClient(settings);
  const kms = new KMSClient(settings);
  const secrets = new SecretsManagerClient(settings);
  const ses = new SESv2Client(settings);
  for (const table of deployment.tables) {
    await dynamodb.send(new CreateTableCommand({ ...table, BillingMode: 'PAY_PER_REQUEST' }));
  }
  for (const { QueueName } of deployment.queues) await sqs.send(new CreateQueueCommand({ QueueName }));
  // Buses are known by name and by ARN, AWS's own is there.
  for (const Name of deployment.buses.filter((bus) => !bus.startsWith('arn:') && bus !== 'default')) {
    await events.send(new CreateEventBusCommand({ Name }));
  }
  for (const { aliases } of deployment.keys) {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    for (const AliasName of aliases) {
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }));
    }
  }
  for (const { name: Name } of deployment.secrets) {
    await secrets.send(new CreateSecretCommand({ Name, SecretString: '{}' }));
  }
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: mailFrom }));
  for (const client of [dynamodb, sqs, events, kms, secrets, ses]) client.destroy();
};
