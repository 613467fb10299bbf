import type * as z from 'zod';
import { makeApi, type Api } from '../../local/demo/api.ts';
import { passOurPage } from '../../local/demo/ourConsentPage.ts';
import { generateLines } from '../../local/ponto-sandbox/core/control/generateLines.ts';
import { accountsOver, bankAccountById } from '../../local/ponto-sandbox/core/control/lookup.ts';
import { runBothNow } from '../../local/ponto-sandbox/core/ponto/synchronizations.ts';
import { addDays, dayAt } from '../../local/ponto-sandbox/core/calendar.ts';
import type { BankAccount } from '../../local/ponto-sandbox/core/state.ts';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import * as connections from '../../shared/contracts/http/connections.ts';
import { syncPage } from '../../shared/contracts/http/syncs.ts';
import type { SyncJobMessage } from '../../shared/contracts/syncJob.ts';
import type { Customer } from './bank.ts';
import type { Rig } from './startRig.ts';
import { startSyncWorker, takeJobs } from './syncWorker.ts';

/** An account of a tenant, on both sides. */
export interface Feed {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly customer: Customer;
  readonly bankAccount: BankAccount;
  readonly pontoAccountId: string;
  readonly accountId: string;
  readonly api: Api;
}

/** The lines of a measurement lie within so many days, two months at most, whatever day it is. */
const windowDays = 30;
const zone = 'Europe/Brussels';

export const windowOf = (rig: Rig): { readonly from: string; readonly to: string } => {
  const to = dayAt(rig.bank.world().state.now, zone);
  return { from: addDays(to, 1 - windowDays), to };
};

/** Gives the consent for all accounts of a customer, as the form of the consent page does. */
const consent = async (rig: Rig, authorizationUrl: string, customer: Customer): Promise<void> => {
  const { pontoUrl, cookie } = await passOurPage(authorizationUrl);
  const form = new URLSearchParams(new URL(pontoUrl).searchParams);
  form.set('organization', customer.organization.id);
  form.set('institution', rig.bank.institutionId);
  for (const { id } of customer.accounts) form.append('account', id);
  form.set('decision', 'allow');
  const allowed = await fetch(`${rig.bank.url}/oauth2/auth`, { method: 'POST', body: form, redirect: 'manual' });
  const back = await fetch(allowed.headers.get('location') ?? '', { headers: { cookie }, redirect: 'manual' });
  if (back.status >= 400) throw new Error(`the consent ended with ${back.status}`);
};

const accountList = async (
  api: Api,
  connectionId: string,
): Promise<readonly z.output<ReturnType<typeof accounts.account>>[]> => {
  const items: z.output<ReturnType<typeof accounts.account>>[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ connectionId, all: 'true', limit: '50', ...(cursor && { cursor }) });
    const page = await api.get(`/v1/accounts?${query}`, accounts.accountPage());
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
};

let tenants = 0;

/** A new tenant who has connected a new customer of the bank; nothing is linked yet. */
export const connect = async (rig: Rig, numberOfAccounts = 1): Promise<readonly Feed[]> => {
  tenants += 1;
  const tenantId = `bench-${tenants}`;
  const customer = rig.bank.newCustomer(`Customer ${tenants}`, numberOfAccounts);
  const api = makeApi(rig.url, await rig.tokenFor(tenantId));
  const { institutionId } = rig.bank;
  const body = { method: 'oauth', institutionId, contact: { email: 'bench@example.com' } };
  const begun = await api.send('POST', '/v1/connections', body, connections.begunConnection());
  if (begun.authorizationUrl === undefined) throw new Error('the connection has no consent to give');
  await consent(rig, begun.authorizationUrl, customer);
  const shown = await accountList(api, begun.id);
  return customer.accounts.map((bankAccount) => {
    const account = shown.find(({ reference }) => reference === bankAccount.reference);
    if (!account) throw new Error('an account that was shared did not arrive');
    const { id: accountId, pontoId: pontoAccountId } = account;
    return { tenantId, connectionId: begun.id, customer, bankAccount, pontoAccountId, accountId, api };
  });
};

/** @returns the job of the first import, taken from the queue */
export const link = async (rig: Rig, { api, accountId }: Feed): Promise<readonly SyncJobMessage[]> => {
  const importFrom = windowOf(rig).from;
  await api.send('PUT', `/v1/accounts/${accountId}/link`, { importFrom, frequency: 'daily' }, accounts.account());
  return takeJobs(rig);
};

/** A linked account whose first import has found nothing. */
export const linkedFeed = async (rig: Rig): Promise<Feed> => {
  const [feed] = await connect(rig);
  if (!feed) throw new Error('no account was connected');
  const worker = await startSyncWorker(rig);
  try {
    await worker.finish(await link(rig, feed));
    // The first scheduled run reads what the import itself did not note.
    await worker.finish([scheduledJob(feed)]);
  } finally {
    await worker.stop();
  }
  return feed;
};

/** New plain lines at the bank, over the days of the window, which Ponto has fetched. */
export const book = (rig: Rig, { bankAccount }: Feed, lines: number): void => {
  generateLines(rig.bank.world(), { accountId: bankAccount.id, lines, synchronize: true, ...windowOf(rig) });
};

/** The same, but booked today: what a run in everyday life finds. */
export const bookToday = (rig: Rig, { bankAccount }: Feed, lines: number): void => {
  const { to } = windowOf(rig);
  generateLines(rig.bank.world(), { accountId: bankAccount.id, lines, synchronize: true, from: to, to });
};

/** Ponto asks the bank once more, as it does four times a day, whatever comes of it. */
export const askBankAgain = (rig: Rig, { bankAccount }: Feed): void => {
  const world = rig.bank.world();
  for (const account of accountsOver(world, bankAccountById(world, bankAccount.id))) runBothNow(world, account, false);
};

/** What a schedule puts on the queue for the connection now. */
export const scheduledJob = ({ tenantId, connectionId }: Feed): SyncJobMessage => ({
  kind: 'connection',
  tenantId,
  connectionId,
  frequency: 'daily',
  scheduledAt: new Date().toISOString(),
});

/** A number is worth something only if the run did its work. @throws Error when the last sync did not add these lines */
export const expectAdded = async ({ api, accountId }: Feed, lines: number): Promise<void> => {
  const { items } = await api.get(`/v1/accounts/${accountId}/syncs?limit=1`, syncPage());
  const [last] = items;
  if (last?.status !== 'succeeded' || last.counts.added !== lines) {
    throw new Error(`${lines} new lines were expected, but the last sync ${last?.status} with ${last?.counts.added}`);
  }
};
