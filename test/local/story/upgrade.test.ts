import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TheProduct, type Answer } from './theProduct.ts';

/** What release 0.1.0 left behind: every kind of item, sealed tokens, the key that seals them, and what its API said of it. */
const release = join(import.meta.dirname, '../../fixtures/release-0.1.0');
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

let product: TheProduct;
let endpoints: Readonly<Record<string, string>>;

const readJson = async (name: string): Promise<Answer['body']> =>
  JSON.parse(await readFile(join(release, name), 'utf8'), (_key, value) =>
    typeof value?.$bytes === 'string' ? Buffer.from(value.$bytes, 'base64') : value,
  );

const fill = async (table: string, fixture: string): Promise<void> => {
  const endpoint = endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  const items: Record<string, AttributeValue>[] = await readJson(fixture);
  for (const Item of items) await client.send(new PutItemCommand({ TableName: table, Item }));
};

const queue = () => {
  const endpoint = endpoints['AWS_ENDPOINT_URL_SQS'] ?? '';
  const client = new SQSClient({ endpoint, region: 'eu-central-1', credentials });
  const urlOf = (name: string): string => `${endpoint}/000000000000/ponto-bank-sync-local-${name}`;
  return {
    send: (message: object) =>
      client.send(new SendMessageCommand({ QueueUrl: urlOf('work'), MessageBody: JSON.stringify(message) })),
    deadLetters: async (): Promise<string | undefined> => {
      const asked = { QueueUrl: urlOf('work-dead-letters'), AttributeNames: ['ApproximateNumberOfMessages' as const] };
      return (await client.send(new GetQueueAttributesCommand(asked))).Attributes?.['ApproximateNumberOfMessages'];
    },
  };
};

/** What goes by the clock of the reader, the sentences, which may get better, and cursors, which are opaque. */
const timely = ['health', 'nextSyncAt', 'daysLeft', 'message', 'label', 'nextCursor'];
/** A mark that was kept for all tenants is shown to none any more (ADR 12). */
const notToldAnyMore = 'undeliverable';
const leftOut = new Set([...timely, notToldAnyMore]);

const lasting = (body: Answer['body']): Answer['body'] =>
  JSON.parse(
    JSON.stringify(body, (key, value) => {
      if (leftOut.has(key)) return undefined;
      return key === 'authorization' ? { ...value, state: undefined } : value;
    }),
  );

beforeAll(async () => {
  product = await TheProduct.start(async (dataDir) => {
    for (const file of ['kms.json', 'secrets.json']) await copyFile(join(release, file), join(dataDir, file));
  });
  const variables = await readFile(join(product.dataDir, 'aws.env'), 'utf8');
  endpoints = Object.fromEntries(variables.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  await fill('ponto-bank-sync-local-registry', 'connections-table.json');
  await fill('ponto-bank-sync-local-books', 'transactions-table.json');
}, 120_000);

afterAll(async () => {
  await product.stop();
});

describe('data of the release before', () => {
  it('is read by this one: the API says of it what it said then', async () => {
    const then = await readJson('answers.json');

    const now: Record<string, Answer['body']> = {};
    for (const call of Object.keys(then)) {
      const [tenantId = '', path = ''] = call.split(' ');
      now[call] = (await (await product.as(tenantId)).get(path)).body;
    }

    // Members may have joined since; what was said then is said still.
    expect(lasting(now)).toMatchObject(lasting(then));
    expect(JSON.stringify(then)).toContain(notToldAnyMore);
    expect(JSON.stringify(now)).not.toContain(notToldAnyMore);
  }, 60_000);

  it('goes on with a change feed from the cursors that the release before has given out', async () => {
    const then = await readJson('answers.json');
    const feeds = Object.entries<Answer['body']>(then).filter(([call]) => call.includes('/changes'));

    const answers = [];
    for (const [call, { nextCursor }] of feeds) {
      const [tenantId = '', path = ''] = call.split(' ');
      const caller = await product.as(tenantId);
      const [feed = ''] = path.split('?');
      const here = await caller.get(`${feed}?after=${nextCursor}`);
      const beyond = await caller.get(`${feed}?after=${Number(nextCursor) + 1}`);
      answers.push([here.status, here.body.items, beyond.status, beyond.body.code]);
    }

    expect(answers.length).toBeGreaterThan(0);
    expect(answers).toEqual(answers.map(() => [200, [], 409, 'cursor_unknown']));
  }, 60_000);

  it('repeats no reminder that was sent, and sends the next one', async () => {
    const remind = async (time: string): Promise<string[]> => {
      const before = (await product.local.get('/mailbox')).body.items.length;
      await product.local.post('/schedules/expiry-alert', { time });
      await product.local.post('/idle');
      return (await product.local.get('/mailbox')).body.items.slice(before).map(({ to }: Answer['body']) => to);
    };

    const sameDay = await remind('2027-05-14T07:00:00Z');
    const weekBefore = await remind('2027-05-21T06:00:00Z');

    expect(sameDay).toEqual([]);
    expect(weekBefore).toContain('els@bakkerij.example');
    expect(weekBefore).not.toContain('bounce@simulator.amazonses.com');
  }, 60_000);

  it('and its messages in the queue are worked off: the sealed tokens open, and a stranger refuses them', async () => {
    const bakery = await product.as('bakery');
    const { items: connections } = (await bakery.get('/v1/connections')).body;
    const { id: connectionId } = connections.find(({ status }: Answer['body']) => status === 'active');
    const { items: accounts } = (await bakery.get('/v1/accounts?all=true')).body;
    const [{ id: accountId, pontoId: accountPontoId }] = accounts;
    const { items: syncs } = (await bakery.get(`/v1/accounts/${accountId}/syncs`)).body;
    const { send, deadLetters } = queue();
    const at = '2026-12-04T01:15:00.000Z';
    const ofBakery = { tenantId: 'bakery', connectionId };

    await send({
      kind: 'account',
      ...ofBakery,
      accountId,
      syncId: syncs[0].id.split('.')[1],
      requestedAt: at,
      looks: 2,
      waitingFor: [],
      attempts: 1,
    });
    await send({
      kind: 'event',
      ...ofBakery,
      effect: 'read',
      happenedAt: at,
      requestedAt: at,
      accountPontoId,
      attempts: 2,
    });
    await send({ kind: 'disconnect', ...ofBakery, requestedAt: at, attempts: 1 });
    await send({
      kind: 'erase',
      tenantId: 'gone',
      erasureId: '01a224dd-0de8-7d7d-98af-09c744b73767',
      requestedAt: at,
      sweep: true,
    });
    await send({ kind: 'connection', ...ofBakery, frequency: 'every_12_hours', scheduledAt: at, attempts: 1 });
    await product.local.post('/idle');

    const { body: connection } = await bakery.get(`/v1/connections/${connectionId}`);
    expect(connection).toMatchObject({ status: 'reconnect_required' });
    expect(await deadLetters()).toBe('0');
  }, 60_000);
});
