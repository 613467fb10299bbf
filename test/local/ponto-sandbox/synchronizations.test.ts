import * as z from 'zod';
import type { PontoSandbox } from '../../../local/ponto-sandbox/startPontoSandbox.ts';
import {
  allLines,
  bearer,
  call,
  control,
  errorCodes,
  firstAccount,
  jsonBody,
  linePage,
  linkedUser,
  present,
  refresh,
  startTestSandbox,
  synchronizationDocument,
  synchronize,
  tokens,
  transactionsUrl,
  type AccountResource,
  type Reply,
} from './harness.ts';

const brusselsDay = (moment: string | null): string =>
  moment === null ? '' : new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date(moment));

describe('synchronizations', () => {
  let sandbox: PontoSandbox & { readonly wall: { at: number } };
  let token: string;
  let refreshToken: string | undefined;
  let account: AccountResource;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    const issued = await linkedUser(sandbox);
    token = issued.access_token;
    refreshToken = issued.refresh_token;
    account = await firstAccount(sandbox, token);
  });
  afterEach(async () => {
    await sandbox.close();
  });

  const read = async (id: string) =>
    synchronizationDocument.parse(
      (await call(`${sandbox.url}/ponto-connect/synchronizations/${id}`, { headers: bearer(token) })).json,
    ).data;
  const idOf = (reply: Reply): string => synchronizationDocument.parse(reply.json).data.id;
  const newest = async () =>
    present(
      linePage.parse((await call(transactionsUrl(sandbox, account.id, 'limit=1'), { headers: bearer(token) })).json)
        .data[0],
    );
  const addLine = (attributes: object = {}) =>
    control(sandbox, '/transactions', {
      accountId: account.id,
      add: [{ amount: 12.34, executionDate: '2026-11-24T00:00:00Z', ...attributes }],
    });
  /** Moves the clock; the access token ends on the way. */
  const moveTo = async (now: string): Promise<unknown> => {
    const { json } = await control(sandbox, '/clock', { now });
    const next = tokens.parse((await refresh(sandbox, refreshToken)).json);
    token = next.access_token;
    refreshToken = next.refresh_token;
    return json;
  };

  it.each([['accountSynchronization'], [undefined]])('are begun whatever the body calls its type: %s', async (type) => {
    const attributes = {
      resourceType: 'account',
      resourceId: account.id,
      subtype: 'accountDetails',
      customerIpAddress: '203.0.113.7',
    };

    const { status } = await call(
      `${sandbox.url}/ponto-connect/synchronizations`,
      jsonBody({ data: { type, attributes } }, bearer(token)),
    );

    expect(status).toBe(201);
  });

  it('show a line that is not booked automatically as pending, and as booked once the bank’s next day has come', async () => {
    const bank = `${sandbox.url}/ponto-connect/sandbox/financial-institutions/${account.relationships.financialInstitution.data.id}/financial-institution-accounts`;
    const own = z.object({
      data: z.array(z.object({ id: z.string(), attributes: z.object({ reference: z.string() }) })),
    });
    const { data } = own.parse((await call(bank, { headers: bearer(token) })).json);
    const { id } = present(data.find(({ attributes }) => attributes.reference === account.attributes.reference));
    const lines = `${bank}/${id}/financial-institution-transactions`;
    const type = 'financialInstitutionTransaction';
    const moment = '2026-11-23T23:00:00.000Z';
    const told = { amount: -3.21, currency: 'EUR', executionDate: moment, valueDate: moment, automaticBooking: false };
    const made = await call(lines, jsonBody({ data: { type, attributes: told } }, bearer(token)));
    const lineId = z.object({ data: z.object({ id: z.string() }) }).parse(made.json).data.id;
    const change = { data: { type, attributes: { remittanceInformation: 'changed since' } } };
    await call(`${lines}/${lineId}`, jsonBody(change, bearer(token), 'PATCH'));
    const kept = async (list: string) =>
      (await allLines(`${sandbox.url}/ponto-connect/accounts/${account.id}/${list}?page[limit]=100`, token))
        .map(({ attributes }) => attributes)
        .filter(({ amount }) => amount === told.amount)
        .map(({ remittanceInformation, executionDate }) => [remittanceInformation, brusselsDay(executionDate)]);

    await moveTo('2026-11-24T20:00:00.000Z');
    const [pending, notYet] = [await kept('pending-transactions'), await kept('transactions')];
    await moveTo('2026-11-25T08:00:00.000Z');

    expect([pending, notYet]).toEqual([[['changed since', '2026-11-24']], []]);
    expect([await kept('pending-transactions'), await kept('transactions')]).toEqual([
      [],
      [['changed since', '2026-11-25']],
    ]);
  });

  it('go from pending over running to success as the clock moves', async () => {
    const created = await synchronize(sandbox, token, { resourceId: account.id });
    sandbox.wall.at += 700;
    const underWay = await read(idOf(created));
    sandbox.wall.at += 1_000;
    const ended = await read(idOf(created));

    expect(created.status).toBe(201);
    expect(synchronizationDocument.parse(created.json).data.attributes.status).toBe('pending');
    expect(underWay.attributes.status).toBe('running');
    expect(ended.attributes).toMatchObject({ status: 'success', customerOnline: true, errors: [] });
  });

  it('bring the bank’s new line only when they end', async () => {
    await addLine();
    const run = idOf(await synchronize(sandbox, token, { resourceId: account.id }));
    const before = await newest();
    sandbox.wall.at += 2_000;
    const after = await newest();

    const touched = await call(`${sandbox.url}/ponto-connect/synchronizations/${run}/updated-transactions`, {
      headers: bearer(token),
    });

    expect(before.attributes.amount).not.toBe(12.34);
    expect(after.attributes.amount).toBe(12.34);
    expect(linePage.parse(touched.json).data.map(({ id }) => id)).toEqual([after.id]);
  });

  it('list changed lines beside new ones, and drop removed ones', async () => {
    const [first, second] = await allLines(transactionsUrl(sandbox, account.id, 'limit=2'), token);
    await control(sandbox, '/transactions', {
      accountId: account.id,
      change: [{ id: present(first).id, attributes: { amount: -1.23, counterpartName: null } }],
      remove: [present(second).id],
    });
    const run = idOf(await synchronize(sandbox, token, { resourceId: account.id }));
    sandbox.wall.at += 2_000;

    const lines = await allLines(transactionsUrl(sandbox, account.id), token);
    const touched = await call(`${sandbox.url}/ponto-connect/synchronizations/${run}/updated-transactions`, {
      headers: bearer(token),
    });

    expect(present(lines[0])).toMatchObject({
      id: present(first).id,
      attributes: { amount: -1.23, counterpartName: null },
    });
    expect(lines.map(({ id }) => id)).not.toContain(present(second).id);
    expect(linePage.parse(touched.json).data.map(({ id }) => id)).toEqual([present(first).id]);
  });

  it('are throttled per account and subtype', async () => {
    await synchronize(sandbox, token, { resourceId: account.id });

    const again = await synchronize(sandbox, token, { resourceId: account.id });
    const other = await synchronize(sandbox, token, { resourceId: account.id, subtype: 'accountDetails' });
    sandbox.wall.at += 10_000;
    const later = await synchronize(sandbox, token, { resourceId: account.id });

    expect(again.status).toBe(400);
    expect(again.json).toMatchObject({ errors: [{ code: 'accountRecentlySynchronized', meta: {} }] });
    expect(other.status).toBe(201);
    expect(later.status).toBe(201);
  });

  it('need the customer’s address, unless the switch says otherwise', async () => {
    const refused = await synchronize(sandbox, token, { resourceId: account.id, customerIpAddress: undefined });
    await control(sandbox, '/settings', { customerIpAddressOptional: true }, 'PATCH');
    const taken = await synchronize(sandbox, token, { resourceId: account.id, customerIpAddress: undefined });

    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({
      errors: [{ source: { pointer: '/data/attributes/customerIpAddress' }, meta: { attribute: 'customerIpAddress' } }],
    });
    expect(taken.status).toBe(201);
  });

  it('are created once under one idempotency key, and refuse it with another body', async () => {
    const key = { 'Ibanity-Idempotency-Key': '0b7f2a33-6a0e-4c52-9d3e-0a4f5c9b1e77' };

    const first = await synchronize(sandbox, token, { resourceId: account.id }, key);
    const again = await synchronize(sandbox, token, { resourceId: account.id }, key);
    const other = await synchronize(sandbox, token, { resourceId: account.id, subtype: 'accountDetails' }, key);
    sandbox.wall.at += 24 * 3_600_000;
    token = (await linkedUser(sandbox)).access_token;
    const nextDay = await synchronize(sandbox, token, { resourceId: account.id }, key);

    expect(again.status).toBe(201);
    expect(idOf(again)).toBe(idOf(first));
    expect(other.status).toBe(400);
    expect(idOf(nextDay)).not.toBe(idOf(first));
  });

  it('end in error when the authorization has lapsed, and leave the lines readable', async () => {
    await control(sandbox, `/accounts/${account.id}/expire`);
    const run = idOf(await synchronize(sandbox, token, { resourceId: account.id }));
    sandbox.wall.at += 2_000;

    const ended = await read(run);

    expect(ended.attributes.status).toBe('error');
    expect(ended.attributes.errors.map(({ code }) => code)).toEqual(['authorizationInvalid']);
    expect((await newest()).id).toBeDefined();
  });

  it('work again after the customer has renewed the authorization on Ponto’s page', async () => {
    await control(sandbox, `/accounts/${account.id}/expire`);
    sandbox.wall.at += 60_000;
    const attributes = { redirectUri: 'http://localhost:3000/accounts' };
    const asked = await call(
      `${sandbox.url}/ponto-connect/accounts/${account.id}/reauthorization-requests`,
      jsonBody({ data: { type: 'reauthorizationRequest', attributes } }, bearer(token)),
    );
    const { redirect } = z.object({ data: z.object({ links: z.object({ redirect: z.string() }) }) }).parse(asked.json)
      .data.links;
    const shown = await call(redirect);

    const renewed = await call(redirect, { method: 'POST', body: new URLSearchParams({ decision: 'allow' }) });

    const after = await firstAccount(sandbox, token);
    expect(new URL(redirect).pathname).toMatch(
      new RegExp(
        `^/organizations/[^/]+/sandbox/integrations/[^/]+/accounts/${account.id}/reauthorization-requests/[^/]+$`,
      ),
    );
    expect(shown.text).toContain('Renew your authorisation at KBC?');
    expect(renewed.headers.get('location')).toBe('http://localhost:3000/accounts');
    expect(after.attributes.authorizedAt > account.attributes.authorizedAt).toBe(true);
    expect(after.meta.latestSynchronization.attributes).toMatchObject({ status: 'success', customerOnline: true });
  });

  it('end in a technical error while the bank is under maintenance, and show the account readonly', async () => {
    const bank = account.relationships.financialInstitution.data.id;
    const window = { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z', type: 'financialInstitution' };
    await control(sandbox, `/institutions/${bank}/maintenance`, window, 'PUT');
    const run = idOf(await synchronize(sandbox, token, { resourceId: account.id }));
    sandbox.wall.at += 2_000;

    const ended = await read(run);

    expect(ended.attributes.errors.map(({ code }) => code)).toEqual(['financialInstitutionUnavailable']);
    expect((await firstAccount(sandbox, token)).meta.availability).toBe('readonly');
  });

  it('of other organizations are not found', async () => {
    const run = idOf(await synchronize(sandbox, token, { resourceId: account.id }));
    token = (await linkedUser(sandbox, { organization: 'Café Lumière' })).access_token;

    const foreign = await call(`${sandbox.url}/ponto-connect/synchronizations/${run}`, { headers: bearer(token) });
    const foreignAccount = await synchronize(sandbox, token, { resourceId: account.id });

    expect(errorCodes(foreign)).toEqual(['resourceNotFound']);
    expect(errorCodes(foreignAccount)).toEqual(['resourceNotFound']);
  });

  it('run in the background at 02, 08, 14 and 20 h in Brussels, without a customer', async () => {
    const early = await moveTo('2026-11-24T12:59:59Z');
    const before = await firstAccount(sandbox, token);
    const onTime = await moveTo('2026-11-24T13:00:00Z');
    const after = await firstAccount(sandbox, token);
    const nextDay = await moveTo('2026-11-25T13:00:00Z');

    expect(early).toMatchObject({ backgroundRuns: 0 });
    expect(before.meta.synchronizedAt).toBe(account.meta.synchronizedAt);
    expect(onTime).toMatchObject({ backgroundRuns: 1 });
    expect(after.meta.latestSynchronization.attributes).toMatchObject({
      status: 'success',
      customerOnline: false,
      createdAt: '2026-11-24T13:00:00.000Z',
    });
    expect(nextDay).toMatchObject({ backgroundRuns: 4 });
  });

  it('of the background are not throttled and do not throttle the customer', async () => {
    await moveTo('2026-11-24T13:00:00Z');

    const asked = await synchronize(sandbox, token, { resourceId: account.id });

    expect(asked.status).toBe(201);
  });

  it('of the background bring the lines of passed days above those known', async () => {
    const before = await allLines(transactionsUrl(sandbox, account.id), token);
    await moveTo('2026-12-04T09:00:00Z');

    const after = await allLines(transactionsUrl(sandbox, account.id), token);

    expect(after.length).toBeGreaterThan(before.length + 20);
    expect(after.slice(-before.length).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });
});

describe('balances', () => {
  it('are those of the day before and equal the lines up to and including it, whatever day it is', async () => {
    const sandbox = await startTestSandbox();
    const { access_token } = await linkedUser(sandbox);
    const { id } = await firstAccount(sandbox, access_token);
    const closedDays: string[] = [];
    const differences: number[] = [];
    let opening: number | undefined;
    let refreshed = access_token;

    for (const now of [
      '2026-11-24T09:00:00Z',
      '2026-11-30T23:30:00Z',
      '2026-12-12T06:00:00Z',
      '2026-12-16T12:00:00Z',
    ]) {
      await control(sandbox, '/clock', { now });
      refreshed = (await linkedUser(sandbox)).access_token;
      const { attributes } = await firstAccount(sandbox, refreshed);
      const lines = await allLines(transactionsUrl(sandbox, id), refreshed);
      const until = brusselsDay(attributes.currentBalanceReferenceDate);
      const cents = lines
        .filter((line) => brusselsDay(line.attributes.executionDate ?? line.attributes.valueDate) <= until)
        .reduce((sum, line) => sum + Math.round(line.attributes.amount * 100), 0);
      closedDays.push(until);
      opening ??= Math.round(attributes.currentBalance * 100) - cents;
      differences.push(Math.round(attributes.currentBalance * 100) - cents - opening);
    }

    expect(closedDays).toEqual(['2026-11-23', '2026-11-30', '2026-12-11', '2026-12-15']);
    expect(differences).toEqual([0, 0, 0, 0]);
    await sandbox.close();
  });
});
