import { giveConsent } from '../../../local/demo/consentingPerson.ts';
import { renewAtPonto } from '../../../local/demo/renewingPerson.ts';
import { addDays, dayOf } from '../../../shared/domain/calendar/calendarDate.ts';
import { aMove } from './aMove.ts';
import { all, bankNamed, connectBank, contact, importFrom, wholeFeed } from './aPerson.ts';
import { startReceiver } from './aReceiver.ts';
import { visitOf } from './aVisit.ts';
import { type TheProduct, type Answer, type Caller, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

const idle = () => product.local.post('/idle');
const now = async (): Promise<string> => (await product.sandbox.get('/clock')).body.now;

const fire = async (schedule: string, time: string): Promise<void> => {
  const { status } = await product.local.post(`/schedules/${schedule}`, { time });
  if (status !== 200) throw new Error(`the schedule ${schedule} did not fire`);
  await product.local.post('/idle');
};

/** Ponto tells only for a while: half a year of daily runs in one moment would be thousands of events. */
const listen = (webhookUrl: string | null) => product.sandbox.patch('/settings', { webhookUrl });

/** Ponto refuses the token once: whoever asks gets a new one, by a refresh or by the tenant's own secret. */
const refuseToken = (route: string) => product.sandbox.post('/faults', { route, status: 401 });

const linkFirst = async (caller: Caller, connectionId: string): Promise<Answer['body']> => {
  const [account] = await all(caller, `/v1/accounts?connectionId=${connectionId}&all=true`);
  await caller.put(`/v1/accounts/${account.id}/link`, { importFrom });
  await idle();
  return account;
};

/** Opens the link of the last mail and presses the button on its page. */
const renewFromMail = async (): Promise<void> => {
  const { items } = (await product.local.get('/mailbox')).body;
  const link = /http\S+\/renew\S+/.exec(items.at(-1).text)?.[0] ?? '';
  const page = await (await fetch(link)).text();
  const [, name = '', value = ''] = /<input type="hidden" name="(\w+)" value="([^"]+)">/.exec(page) ?? [];
  const body = new URLSearchParams({ [name]: value });
  await fetch(new URL('/renew', link), { method: 'POST', redirect: 'manual', body });
};

/** Has complained of a reminder too, and is entered again on a page. */
const complainingOfPages = 'complaint+pages@simulator.amazonses.com';

/** Pastes credentials, reads, renews, is warned, renews from the mail, gains an account and loses another. */
const liveByCredentials = async (caller: Caller): Promise<string> => {
  const { body: organization } = await product.sandbox.post('/organizations', { name: 'rights' });
  const integration = `/organizations/${organization.id}/custom-integration`;
  const { body: credentials } = await product.sandbox.post(integration);
  const { body: known } = await product.sandbox.get('/organizations');
  const [first, second] = known.items
    .find(({ id }: Answer['body']) => id === organization.id)
    .accounts.map(({ bankAccountId }: Answer['body']) => bankAccountId);
  const choose = (...bankAccountIds: string[]) => product.sandbox.put(`${integration}/accounts`, { bankAccountIds });

  await choose(first);
  // SES tells of its bounce, which marks the address; the mail of 14 days goes to the contact alone.
  const complaining = 'complaint@simulator.amazonses.com';
  const notify = ['bounce@simulator.amazonses.com', complaining, complainingOfPages];
  // So does the digest, which is about several tenants.
  const accountant = 'bounce+an@simulator.amazonses.com';
  const connecting = { method: 'client_credentials', ...credentials, contact, notify, accountant };
  const { id } = (await caller.post('/v1/connections', connecting)).body;
  const account = await linkFirst(caller, id);
  await caller.put(`/v1/connections/${id}/credentials`, credentials);
  await refuseToken('listAccounts');
  await fire('every_12_hours', await now());
  await refuseToken('createReauthorizationRequest');
  await caller.post(`/v1/accounts/${account.id}/reauthorize`, {});
  for (const decision of ['cancel', 'allow']) {
    const { body: begun } = await caller.post(`/v1/accounts/${account.id}/reauthorize`, {});
    await renewAtPonto(begun.redirectUrl, decision);
  }
  const lastDay = dayOf(account.authorization.expiresAt, 'Europe/Brussels');
  for (const daysBefore of [30, 14]) await fire('expiry-alert', `${addDays(lastDay, -daysBefore)}T06:00:00Z`);
  await refuseToken('createReauthorizationRequest');
  await renewFromMail();
  await choose(second);
  await refuseToken('listAccounts');
  await caller.post(`/v1/connections/${id}/fetch-accounts`);
  await product.sandbox.post('/faults', { route: 'listAccounts', status: 503, times: 20 });
  await caller.post(`/v1/connections/${id}/fetch-accounts`, undefined, { 'idempotency-key': 'tried-in-vain' });
  await product.sandbox.delete('/faults');
  // Its reader has complained of the reminder and is asked.
  await caller.patch(`/v1/connections/${id}`, { notify: [complaining] });
  return id;
};

/** Connects by consent, reads the books, hears from Ponto, asks the bank, and consents again. */
const liveByConsent = async (caller: Caller): Promise<string> => {
  const { id } = await connectBank(caller);
  const account = await linkFirst(caller, id);
  await all(caller, `/v1/accounts/${account.id}/statements`);
  await wholeFeed(caller, account.id);
  await listen(`${product.url}/webhooks/ponto`);
  await product.sandbox.post('/transactions', {
    accountId: account.pontoId,
    add: [{ amount: -12.5, executionDate: await now() }],
    synchronize: true,
  });
  await refuseToken('listAccounts');
  await caller.post(`/v1/accounts/${account.id}/syncs`);
  await idle();
  await listen(null);
  // Each twice under one key: the second is answered with what was kept.
  for (const call of ['fetch-accounts', 'reconnect', 'fetch-accounts', 'reconnect'])
    await caller.post(`/v1/connections/${id}/${call}`, undefined, { 'idempotency-key': call });
  const { body } = await caller.post(`/v1/connections/${id}/reconnect`);
  await giveConsent(body.authorizationUrl);
  await idle();
  return id;
};

/** Says that one account goes on as another, and takes that back. */
const changeOnesMind = async (): Promise<void> => {
  const { caller, before, after } = await aMove(product);
  await caller.post(`/v1/accounts/${after.id}/succeed`, { predecessorId: before.id });
  await idle();
  await caller.delete(`/v1/accounts/${after.id}/succession`);
  await idle();
};

/** The life of a connection on our pages: brought in, looked at, asked about, given other credentials, and left. */
const liveOnPages = async (caller: Caller, consented: string): Promise<void> => {
  const visit = await visitOf(product, caller);
  const { body: organization } = await product.sandbox.post('/organizations', { name: 'rights on pages' });
  const integration = `/organizations/${organization.id}/custom-integration`;
  const { body: own } = await product.sandbox.post(integration);
  const { body: known } = await product.sandbox.get('/organizations');
  const { accounts } = known.items.find(({ id }: Answer['body']) => id === organization.id);
  const bankAccountIds = accounts.map(({ bankAccountId }: Answer['body']) => bankAccountId);
  await product.sandbox.put(`${integration}/accounts`, { bankAccountIds });
  const pasted = { clientId: own.clientId, clientSecret: own.clientSecret };

  const bank = await bankNamed(caller, 'KBC');
  const connecting = { way: 'credentials', ownEmail: contact.email, _once: 'pages-connect', ...pasted };
  const begun = await visit.send(`/pages/connect/${bank}`, connecting);
  const id = new URL(begun.location ?? '', product.url).searchParams.get('connectionId') ?? '';
  const [account] = (await caller.get(`/v1/accounts?connectionId=${id}&all=true`)).body.items;
  const link = { take: account.id, importFrom, frequency: 'every_12_hours', statementPeriod: 'daily' };
  for (const step of ['preview', 'start']) await visit.send(`/pages/connect/accounts/${id}`, { ...link, step });
  await idle();
  const [statement] = (await caller.get(`/v1/accounts/${account.id}/statements`)).body.items;
  for (const path of [
    '/pages/overview',
    '/pages/month',
    `/pages/accounts/${account.id}`,
    `/pages/accounts/${account.id}/lines`,
    `/pages/statements/${statement.id}`,
  ]) {
    await visit.look(path);
  }
  await visit.send(`/pages/accounts/${account.id}/syncs`, {});
  await idle();
  // The token of an access that another function has brought, and a new one in its place.
  const others = (await caller.get(`/v1/accounts?connectionId=${consented}&all=true`)).body.items;
  const free = others.find((one: Answer['body']) => one.link.action === 'none');
  await refuseToken('listTransactions');
  await visit.send(`/pages/connect/accounts/${consented}`, { ...link, take: free.id, step: 'preview' });
  await refuseToken('listAccounts');
  // The second is answered with what was kept.
  for (const _ of ['first', 'second'])
    await visit.send(`/pages/connections/${id}/accounts`, { _once: 'pages-accounts' });
  const contacts = { email: contact.email, notify: complainingOfPages };
  await visit.send(`/pages/connections/${id}/contacts`, contacts);
  await visit.send(`/pages/connections/${id}/credentials`, pasted);
  await visit.send(`/pages/connections/${id}/disconnect`, {});
};

/** Says on a page that one account goes on as another, and takes that back. */
const changeOnesMindOnPages = async (): Promise<void> => {
  const { caller, before, after } = await aMove(product, 'Another bakery that changes its bank');
  const visit = await visitOf(product, caller);
  await visit.send(`/pages/accounts/${before.id}/settings/succeed`, { successor: after.id });
  await idle();
  await visit.send(`/pages/accounts/${after.id}/settings/succession/take-back`, {});
  await idle();
};

/** Has events sent to a receiver that fails first, then takes them, and in the end wants no more. */
const liveWithWebhooks = async (caller: Caller): Promise<void> => {
  const receiver = await startReceiver();
  receiver.answer(500);
  const { body: made } = await caller.post('/v1/webhook-endpoints', { url: receiver.url, contact });
  const endpoint = `/v1/webhook-endpoints/${made.id}`;
  await caller.post(`${endpoint}/test`);
  await idle();
  receiver.answer(200);
  await product.local.post('/clock', { advance: 'PT1M' });
  await caller.post(`${endpoint}/rotate-secret`);
  await connectBank(caller);
  await idle();
  receiver.answer(410);
  await caller.post(`${endpoint}/test`);
  await idle();
  await caller.delete(endpoint);
  await receiver.close();
};

/** What AWS does with the role of a function, in ways that a laptop does not. */
const byLambdaItself = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
  'sqs:GetQueueAttributes',
];

/** Rights that this story does not come by, each with the reason why the function has it. */
const reasons: Readonly<Record<string, string>> = {
  'expiry-alert sqs:SendMessage schedule-dead-letters': 'Lambda puts an event there that failed three times',
  'mail-feedback sqs:SendMessage schedule-dead-letters': 'Lambda puts an event there that failed three times',
  'sync-dispatch sqs:SendMessage schedule-dead-letters': 'Lambda puts an event there that failed three times',
  'account-fetch secretsmanager:GetSecretValue ponto-application':
    'a catalogue of banks that is older than six hours is read anew, by whichever function needs it',
  'oauth-callback dynamodb:GetItem books':
    'a run that it begins may end one that hung: the books tell how far that one came',
  'statement-sync dynamodb:DeleteItem books': 'an open statement whose only line the bank took back goes',
  'tenant-api dynamodb:DeleteItem books':
    'an open statement on which only the other account had lines goes when a succession is taken back',
  'tenant-pages dynamodb:DeleteItem books':
    'an open statement on which only the other account had lines goes when a succession is taken back',
  ...Object.fromEntries(
    ['account-fetch', 'oauth-callback', 'statement-sync', 'tenant-api', 'tenant-pages'].map((name) => [
      `${name} kms:Decrypt token key`,
      'what was sealed before data keys were set still opens, and credentials that are in the table',
    ]),
  ),
  ...Object.fromEntries(
    ['account-fetch', 'oauth-callback', 'statement-sync', 'tenant-api', 'tenant-pages'].map((name) => [
      `${name} kms:Encrypt token key`,
      'what began before data keys were set still seals as it was told',
    ]),
  ),
  'tenant-api secretsmanager:RestoreSecret tenants/*': 'an operator has moved the secret away and it is stored again',
  'tenant-pages secretsmanager:RestoreSecret tenants/*': 'an operator has moved the secret away and it is stored again',
  'statement-sync secretsmanager:DeleteSecret tenants/*': 'a disconnect that was cut short is finished here',
  'health-canary kms:DescribeKey token key': 'on a laptop it looks only when it is asked to',
  'statement-sync sqs:SendMessage work': 'a run that takes longer than half a minute goes on in the other lane',
  'tenant-api sqs:SendMessage work': 'the erasure of a tenant, which would end this story',
  'tenant-pages sqs:SendMessage work': 'it has what the calls of the API need; none of its pages erases a tenant',
};

const lastPart = (resource: string): string =>
  resource
    .replace(/^.*(registry|books|schedule-dead-letters|tenants\/\*)$/, '$1')
    .replace(/^.*:key\/.*$/, 'token key')
    .replace(/^.*:ponto-bank-sync-local-((urgent-)?work|webhooks)$/, '$1')
    .replace(/^.*\/(ponto-application)-[\w?]+$/, '$1');

describe('the rights of the functions', () => {
  it('are all used in the life of two connections, but for those that are listed with a reason', async () => {
    const caller = await product.as('rights');

    const connections = [await liveByCredentials(caller), await liveByConsent(caller)];
    await changeOnesMind();
    await liveOnPages(caller, connections[1] ?? '');
    await changeOnesMindOnPages();
    await liveWithWebhooks(await product.as('webhooks'));
    for (const id of connections) await caller.delete(`/v1/connections/${id}`);
    await idle();

    const { items } = (await product.local.get('/rights')).body;
    const unused = items
      .filter(({ used, action }: Answer['body']) => !used && !byLambdaItself.includes(action))
      .map(({ functionName, action, resource }: Answer['body']) =>
        [functionName.replace('ponto-bank-sync-local-', ''), action, lastPart(resource)].join(' '),
      );
    expect([...new Set(unused)].toSorted()).toEqual(Object.keys(reasons).toSorted());
  }, 300_000);
});
