import { BatchWriteItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startDynamo, type TableProperties } from '../../../local/cloud/dynamodb.ts';
import { startEventBridge } from '../../../local/cloud/eventBridge.ts';
import { Rights, type Denial } from '../../../local/cloud/iam/rights.ts';
import { parseResourcePolicy } from '../../../local/cloud/iam/resourcePolicy.ts';
import { parsePolicy } from '../../../local/cloud/iam/statement.ts';
import { startKms } from '../../../local/cloud/kms.ts';
import type { Endpoint } from '../../../local/cloud/loopback.ts';
import { startSecretsManager } from '../../../local/cloud/secretsManager.ts';
import { startSes } from '../../../local/cloud/ses.ts';
import { startSqs } from '../../../local/cloud/sqs.ts';
import { aDataDir, clientOf } from './awsClient.ts';

const place = { region: 'eu-central-1', accountId: '000000000000' };
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;

const workerRole = `arn:aws:iam::${place.accountId}:role/worker`;

const allow = (action: string | readonly string[], resource: string | readonly string[], condition?: object) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});

describe('the rights of functions', () => {
  const dataDir = aDataDir();
  const endpoints: Endpoint[] = [];
  let denied: Denial[];

  /** The rights of one function, and what was denied to it. */
  const rightsOf = (...statements: readonly object[]): Rights => {
    denied = [];
    const rights = new Rights(place, (denial) => denied.push(denial));
    rights.grant([
      { name: 'worker', role: workerRole, statements: parsePolicy({ Statement: statements }, 'its policy') },
    ]);
    return rights;
  };
  const up = async <T extends Endpoint>(starting: Promise<T>): Promise<T> => {
    const endpoint = await starting;
    endpoints.push(endpoint);
    return endpoint;
  };
  const asWorker = ({ url }: Endpoint, accessKeyId = 'worker') => ({
    ...clientOf(url),
    credentials: { accessKeyId, secretAccessKey: 'x' },
  });
  const refused = { name: 'AccessDeniedException' };

  afterEach(async () => {
    await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close()));
  });
  afterAll(() => dataDir.remove());

  const table: TableProperties = {
    TableName: 'books',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  };
  const query = { KeyConditionExpression: 'pk = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } };

  it('end at the table that is granted, in a batch too, and an index is a right of its own', async () => {
    const rights = rightsOf(allow(['dynamodb:Query', 'dynamodb:BatchWriteItem'], arn('dynamodb', 'table/books')));
    const tables = [table, { ...table, TableName: 'other' }];
    const client = new DynamoDBClient(
      asWorker(await up(startDynamo({ dataDir: dataDir.path, ...place, tables, rights }))),
    );
    const put = [{ PutRequest: { Item: { pk: { S: 'a' } } } }];

    await client.send(new BatchWriteItemCommand({ RequestItems: { books: put } }));
    const { Items } = await client.send(new QueryCommand({ TableName: 'books', ...query }));

    expect(Items).toEqual([{ pk: { S: 'a' } }]);
    const beyond = [
      client.send(new QueryCommand({ TableName: 'other', ...query })),
      client.send(new QueryCommand({ TableName: 'books', IndexName: 'byDay', ...query })),
      client.send(new BatchWriteItemCommand({ RequestItems: { books: put, other: put } })),
    ];
    for (const call of beyond) await expect(call).rejects.toMatchObject(refused);
    expect(denied.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      `dynamodb:Query ${arn('dynamodb', 'table/other')}`,
      `dynamodb:Query ${arn('dynamodb', 'table/books/index/byDay')}`,
      `dynamodb:BatchWriteItem ${arn('dynamodb', 'table/other')}`,
    ]);
    client.destroy();
  });

  it('end where the queue itself denies, and begin where it allows', async () => {
    const rights = rightsOf(allow('sqs:SendMessage', arn('sqs', 'work')));
    const sqs = await up(startSqs({ dataDir: dataDir.path, ...place, rights }));
    sqs.provide(['work', 'other'].map((QueueName) => ({ QueueName, VisibilityTimeout: 30 })));
    const client = new SQSClient(asWorker(sqs));
    const send = (name: string) =>
      client.send(
        new SendMessageBatchCommand({ QueueUrl: sqs.queueUrl(name), Entries: [{ Id: 'a', MessageBody: 'hello' }] }),
      );
    const says = (name: string, statement: object) =>
      parseResourcePolicy({ Statement: [{ Action: 'sqs:*', Resource: '*', ...statement }] }, arn('sqs', name));
    const withoutTls = { Bool: { 'aws:SecureTransport': 'false' } };

    await expect(send('other')).rejects.toMatchObject(refused);
    rights.protect([
      says('work', { Effect: 'Deny', Principal: '*', Condition: withoutTls }),
      says('other', { Effect: 'Allow', Principal: { AWS: workerRole } }),
    ]);
    expect((await send('work')).Successful).toHaveLength(1);
    expect((await send('other')).Successful).toHaveLength(1);

    rights.protect([says('work', { Effect: 'Deny', Principal: { AWS: workerRole } })]);
    await expect(send('work')).rejects.toMatchObject({ ...refused, message: expect.stringMatching(/explicit deny/) });
    client.destroy();
  });

  it('to a key are none where the key itself does not let IAM decide', async () => {
    const key = { id: 'key-1', arn: arn('kms', 'key/key-1'), aliases: [] };
    const rights = rightsOf(allow('kms:Encrypt', key.arn));
    const client = new KMSClient(asWorker(await up(startKms({ dataDir: dataDir.path, keys: [key], rights }))));
    const encrypt = () => client.send(new EncryptCommand({ KeyId: key.arn, Plaintext: Buffer.from('a') }));
    const lettingIn = (principal: string) =>
      parseResourcePolicy(
        { Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:*', Resource: '*' }] },
        key.arn,
      );

    rights.protect([lettingIn(`arn:aws:iam::${place.accountId}:role/somebody`)]);
    await expect(encrypt()).rejects.toMatchObject(refused);

    rights.protect([lettingIn(`arn:aws:iam::${place.accountId}:root`)]);
    expect((await encrypt()).KeyId).toBe(key.arn);
    client.destroy();
  });

  it('to send to a queue hold for a batch, and do not let receive', async () => {
    const rights = rightsOf(allow('sqs:SendMessage', arn('sqs', 'work')));
    const sqs = await up(startSqs({ dataDir: dataDir.path, ...place, rights }));
    sqs.provide([{ QueueName: 'work', VisibilityTimeout: 30 }]);
    const client = new SQSClient(asWorker(sqs));
    const QueueUrl = sqs.queueUrl('work');

    const sent = await client.send(
      new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'hello' }] }),
    );

    expect(sent.Successful).toHaveLength(1);
    await expect(client.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject(refused);
    client.destroy();
  });

  it('to a key hold only under the encryption context that the policy asks for', async () => {
    const key = { id: 'key-1', arn: arn('kms', 'key/key-1'), aliases: [] };
    const rights = rightsOf(
      allow(['kms:Encrypt', 'kms:Decrypt'], key.arn, {
        'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenantId', 'connectionId'] },
        Null: { 'kms:EncryptionContext:tenantId': 'false', 'kms:EncryptionContext:connectionId': 'false' },
      }),
    );
    const client = new KMSClient(asWorker(await up(startKms({ dataDir: dataDir.path, keys: [key], rights }))));
    const encrypt = (EncryptionContext?: Record<string, string>) =>
      client.send(
        new EncryptCommand({
          KeyId: key.arn,
          Plaintext: Buffer.from('a'),
          ...(EncryptionContext && { EncryptionContext }),
        }),
      );
    const both = { tenantId: 't', connectionId: 'c' };

    const { CiphertextBlob } = await encrypt(both);
    const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: both }));

    expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('a');
    for (const wrong of [undefined, { tenantId: 't' }, { ...both, more: 'm' }]) {
      await expect(encrypt(wrong)).rejects.toMatchObject(refused);
    }
    await expect(client.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(refused);
    client.destroy();
  });

  it('to a key are those to tokens, or those to kept answers', async () => {
    const key = { id: 'key-1', arn: arn('kms', 'key/key-1'), aliases: [] };
    const owner = 'kms:EncryptionContext:connectionId';
    const mayOpen = async (operator: string) => {
      const rights = rightsOf(allow(['kms:Encrypt'], key.arn, { [operator]: { [owner]: 'answer:*' } }));
      const client = new KMSClient(asWorker(await up(startKms({ dataDir: dataDir.path, keys: [key], rights }))));
      const outcomes = [];
      for (const connectionId of ['answer:1', 'c1', 'c1:answer:']) {
        const sealing = client.send(
          new EncryptCommand({
            KeyId: key.arn,
            Plaintext: Buffer.from('a'),
            EncryptionContext: { tenantId: 't', connectionId },
          }),
        );
        outcomes.push(
          await sealing.then(
            () => 'sealed',
            () => 'refused',
          ),
        );
      }
      client.destroy();
      return outcomes;
    };

    expect(await mayOpen('StringLike')).toEqual(['sealed', 'refused', 'refused']);
    expect(await mayOpen('StringNotLike')).toEqual(['refused', 'sealed', 'sealed']);
  });

  it('to secrets below a path end there, also for one that is not there yet', async () => {
    const arnPrefix = arn('secretsmanager', 'secret:');
    const rights = rightsOf(
      allow(['secretsmanager:CreateSecret', 'secretsmanager:GetSecretValue'], `${arnPrefix}ours/*`),
    );
    const secrets = await up(startSecretsManager({ dataDir: dataDir.path, arnPrefix, rights }));
    secrets.seed({ name: 'theirs/a', arn: `${arnPrefix}theirs/a-abcdef`, text: 'a' });
    const client = new SecretsManagerClient(asWorker(secrets));
    const create = (Name: string) => client.send(new CreateSecretCommand({ Name, SecretString: 'b' }));

    await create('ours/b');
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'ours/b' }));

    expect(SecretString).toBe('b');
    await expect(create('theirs/b')).rejects.toMatchObject(refused);
    await expect(client.send(new GetSecretValueCommand({ SecretId: 'theirs/a' }))).rejects.toMatchObject(refused);
    client.destroy();
  });

  it('to a bus hold for the bus that every entry names', async () => {
    const bus = arn('events', 'event-bus/ours');
    const rights = rightsOf(allow('events:PutEvents', bus));
    const buses = ['ours', bus];
    const client = new EventBridgeClient(
      asWorker(await up(startEventBridge({ dataDir: dataDir.path, buses, rights }))),
    );
    const put = (...names: readonly string[]) =>
      client.send(
        new PutEventsCommand({
          Entries: names.map((EventBusName) => ({ EventBusName, Source: 's', DetailType: 't', Detail: '{}' })),
        }),
      );

    expect(await put('ours', bus)).toMatchObject({ FailedEntryCount: 0 });
    await expect(put('ours', 'default')).rejects.toMatchObject(refused);
    client.destroy();
  });

  it('to send mail hold for the sender that is granted, whatever its display name', async () => {
    const rights = rightsOf(
      allow('ses:SendEmail', [arn('ses', 'identity/feeds@example.com'), arn('ses', 'identity/example.com')], {
        StringEquals: { 'ses:FromAddress': 'feeds@example.com' },
      }),
    );
    const client = new SESv2Client(asWorker(await up(startSes({ dataDir: dataDir.path, rights }))));
    const send = (FromEmailAddress: string) =>
      client.send(
        new SendEmailCommand({
          FromEmailAddress,
          Destination: { ToAddresses: ['a@example.org'] },
          Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
        }),
      );

    expect((await send('Feeds <feeds@example.com>')).MessageId).toBeDefined();
    await expect(send('ceo@example.com')).rejects.toMatchObject(refused);
    client.destroy();
  });

  it('to send mail are asked of proven recipients too, while SES is in its sandbox', async () => {
    const rights = rightsOf(
      allow('ses:SendEmail', [arn('ses', 'identity/example.com'), arn('ses', 'identity/anna@example.org')]),
    );
    const sandbox = ['anna@example.org', 'bakery.example'];
    const ses = await up(startSes({ dataDir: dataDir.path, rights, sandbox, region: place.region }));
    const client = new SESv2Client(asWorker(ses));
    const sendTo = (address: string) =>
      client.send(
        new SendEmailCommand({
          FromEmailAddress: 'feeds@example.com',
          Destination: { ToAddresses: [address] },
          Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
        }),
      );

    expect((await sendTo('anna@example.org')).MessageId).toBeDefined();
    await expect(sendTo('els@bakery.example')).rejects.toMatchObject(refused);
    expect(denied).toEqual([expect.objectContaining({ resource: arn('ses', 'identity/bakery.example') })]);
    client.destroy();
  });

  it('are those of a known function or of the owner of the account; nobody else gets in', async () => {
    const rights = rightsOf(allow('dynamodb:Query', '*'));
    const dynamo = await up(startDynamo({ dataDir: dataDir.path, ...place, tables: [table], rights }));
    const [owner, stranger] = ['local', 'stranger'].map((name) => new DynamoDBClient(asWorker(dynamo, name)));

    const asked = await owner?.send(new QueryCommand({ TableName: 'books', ...query }));

    expect(asked?.$metadata.httpStatusCode).toBe(200);
    await expect(stranger?.send(new QueryCommand({ TableName: 'books', ...query }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    owner?.destroy();
    stranger?.destroy();
  });

  it('show which of them were used, and each refusal once', () => {
    const rights = rightsOf(allow(['sqs:SendMessage', 'sqs:Get*'], [arn('sqs', 'a'), arn('sqs', 'b')]));
    const signed = 'AWS4-HMAC-SHA256 Credential=worker/20260101/eu-central-1/sqs/aws4_request, rest';
    const ask = (action: string, queue: string) =>
      rights.check(signed, [{ action, resources: [arn('sqs', queue)], context: {} }]);

    ask('sqs:GetQueueUrl', 'b');
    for (const _time of ['first', 'second']) expect(() => ask('sqs:DeleteQueue', 'b')).toThrow(/sqs:DeleteQueue/);

    expect(rights.report.filter(({ used }) => used)).toEqual([
      { functionName: 'worker', action: 'sqs:Get*', resource: arn('sqs', 'b'), used: true },
    ]);
    expect(rights.report).toHaveLength(4);
    expect(rights.denied).toHaveLength(1);
    expect(denied).toHaveLength(1);
  });
});

describe('a policy of a form that is not known here', () => {
  it.each([
    ['Deny', { Effect: 'Deny', Action: 'a:B', Resource: '*' }],
    ['NotAction', { Effect: 'Allow', NotAction: 'a:B', Resource: '*' }],
    ['another operator', allow('a:B', '*', { StringNotEquals: { 'ses:FromAddress': 'x' } })],
    ['another condition key', allow('a:B', '*', { StringEquals: { 'aws:SourceVpc': 'x' } })],
  ])('stops the start and is named: %s', (_form, statement) => {
    expect(() => parsePolicy({ Statement: [statement] }, 'WorkerPolicy')).toThrow(/WorkerPolicy/);
  });
});
