import * as z from 'zod';
import { bankOf } from '../../local/demo/bank.ts';
import { dayAfter, dayBefore } from '../../local/demo/days.ts';
import { allowAtPonto } from '../../local/demo/consentingPerson.ts';
import { passOurPage } from '../../local/demo/ourConsentPage.ts';
import { makeApi, type Api } from '../../local/demo/api.ts';
import type { Product } from '../../local/demo/product.ts';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import * as connections from '../../shared/contracts/http/connections.ts';
import * as institutions from '../../shared/contracts/http/institutions.ts';
import * as books from '../../shared/contracts/http/ledger.ts';
import { pageSession } from '../../shared/contracts/http/pageSessions.ts';

const anything = z.unknown();
const clock = z.object({ now: z.iso.datetime() });
const contact = { email: 'els@bakkerij.example', name: 'Els', locale: 'nl' };

/** What the pictures show, by the ids that addresses are made of. */
export interface Scene {
  readonly kbcConnection: string;
  readonly current: string;
  readonly statement: string;
  /** A bank that was just shared: its accounts feed nothing yet. */
  readonly newConnection: string;
  readonly anotherBank: string;
  readonly openPages: () => Promise<string>;
}

type Account = z.output<ReturnType<typeof accounts.account>>;

const bankNamed = async (api: Api, search: string): Promise<string> => {
  const { items } = await api.get(`/v1/institutions?search=${search}&country=BE`, institutions.institutionPage());
  const [bank] = items;
  if (!bank) throw new Error(`no bank is named ${search}`);
  return bank.id;
};

const connect = async (api: Api, institutionId: string, organization?: string) => {
  const body = { method: 'oauth', institutionId, contact };
  const begun = await api.send('POST', '/v1/connections', body, connections.begunConnection());
  const passed = await passOurPage(begun.authorizationUrl ?? '');
  await allowAtPonto(passed, { organization, ...(organization !== undefined && { bank: institutionId }) });
  const { items } = await api.get(`/v1/accounts?connectionId=${begun.id}`, accounts.accountPage());
  return { id: begun.id, accounts: items, pontoUrl: passed.pontoUrl };
};

/** The bakery: its account at KBC, all proven; another, where a bill never reached Ponto; ING, which was just shared. */
export const setScene = async ({ url }: Product): Promise<Scene> => {
  const local = makeApi(url, undefined);
  const asking = { tenantId: 'bakery', tenantName: 'Bakkerij De Korenaar' };
  const { token } = await local.send('POST', '/local/tokens', asking, z.object({ token: z.string() }));
  const api = makeApi(url, token);
  const today = (await local.get('/local/clock', clock)).now.slice(0, 10);
  const firstDay = `${dayBefore(`${today.slice(0, 8)}01`).slice(0, 8)}01`;
  const passDay = () => local.send('POST', '/local/clock', { advance: 'P1D' }, anything);

  const kbc = await connect(api, await bankNamed(api, 'kbc'));
  const bank = bankOf(kbc.pontoUrl);
  const link = async ({ id, pontoId }: Account): Promise<void> => {
    const knownBalance = await bank.closingBalance(pontoId, dayBefore(firstDay));
    await api.send('PUT', `/v1/accounts/${id}/link`, { importFrom: firstDay, knownBalance }, accounts.account());
    await local.send('POST', '/local/idle', {}, anything);
  };
  for (const account of kbc.accounts) await link(account);
  await passDay();
  const differing = kbc.accounts.at(-1);
  if (differing) {
    const executionDate = dayAfter(today, 2);
    const bill = { amount: -42.5, counterpartName: 'Elektriciteit Dupont', executionDate };
    await bank.bookWithheld(differing.pontoId, bill);
  }
  for (let day = 2; day <= 5; day += 1) await passDay();
  const control = makeApi(new URL('/sandbox-control', kbc.pontoUrl).href, undefined);
  const shop = await control.send(
    'POST',
    '/organizations',
    { name: 'De Korenaar Webwinkel' },
    z.looseObject({ id: z.string() }),
  );
  const shared = await connect(api, await bankNamed(api, 'ing'), shop.id);

  const [current] = kbc.accounts;
  if (!current) throw new Error('KBC has shared no account');
  const { items } = await api.get(`/v1/accounts/${current.id}/statements?limit=10`, books.statementPage());
  const proven = items.find(({ proof, lineCount }) => proof.verdict === 'proven' && lineCount > 2) ?? items[0];
  return {
    kbcConnection: kbc.id,
    current: current.id,
    statement: proven?.id ?? '',
    newConnection: shared.id,
    anotherBank: await bankNamed(api, 'crelan'),
    openPages: async () => {
      const wanted = { page: 'overview', locale: 'en', returnUrl: `${url}/`, contact };
      return (await api.send('POST', '/v1/page-sessions', wanted, pageSession())).url;
    },
  };
};
