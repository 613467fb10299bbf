import * as z from 'zod';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import * as books from '../../shared/contracts/http/ledger.ts';
import * as connections from '../../shared/contracts/http/connections.ts';
import * as institutions from '../../shared/contracts/http/institutions.ts';
import { journalPage } from '../../shared/contracts/http/journals.ts';
import * as syncs from '../../shared/contracts/http/syncs.ts';
import type { Api } from './api.ts';
import { bankOf, type Bank } from './bank.ts';
import { allowAtPonto } from './consentingPerson.ts';
import { passOurPage } from './ourConsentPage.ts';
import { dayAfter, dayBefore } from './days.ts';
import { table, type Narrator } from './narrator.ts';

export interface TourDeps {
  readonly api: Api;
  readonly local: Api;
  /** Now at the sandbox, which may be ahead of the wall. */
  readonly sandboxNow: (pontoUrl: string) => Promise<string>;
  readonly narrator: Narrator;
}

const anything = z.unknown();

/**
 * The main job, step by step: search the bank, consent, accounts, link, import, two scheduled reads, a proven statement.
 *
 * @returns whether it ended in a proven statement that adds up
 */
export const tour = async (deps: TourDeps): Promise<boolean> => {
  const { narrator } = deps;
  narrator.step('Search the bank');
  const institution = await searchBank(deps);
  narrator.step('Connect it by consent');
  const { connectionId, pontoUrl } = await connect(deps, institution.id);
  narrator.step('Look at its accounts');
  const account = await chooseAccount(deps, connectionId);
  narrator.step('Link the first one to a journal');
  await link(deps, account.id);
  narrator.step('Let the days pass');
  const today = (await deps.sandboxNow(pontoUrl)).slice(0, 10);
  for (const day of [1, 2, 3]) await readOn(deps, dayAfter(today, day));
  narrator.step('Read the statements');
  const isProven = await showStatements(deps, account.id);
  narrator.step('Prove the days before the link by the last statement of the bank');
  await giveKnownBalance(deps, account.id, bankOf(pontoUrl));
  await readOn(deps, dayAfter(today, 4));
  const isWhole = await showProofs(deps, account.id);
  return isProven && isWhole;
};

const searchBank = async ({ api, narrator }: TourDeps) => {
  const found = await api.get('/v1/institutions?search=kbc&country=BE', institutions.institutionPage());
  const [institution] = found.items;
  if (!institution) throw new Error('the sandbox reaches no KBC');
  narrator.text(
    `GET /v1/institutions?search=kbc -> ${institution.name}, ${institution.bic ?? ''}, ${institution.status}`,
  );
  return institution;
};

const connect = async ({ api, narrator }: TourDeps, institutionId: string) => {
  const body = {
    method: 'oauth',
    institutionId,
    contact: { email: 'els@bakkerij.example', name: 'Els', locale: 'nl' },
  };
  const begun = await api.send('POST', '/v1/connections', body, connections.begunConnection());
  const { authorizationUrl } = begun;
  if (authorizationUrl === undefined) throw new Error('the connection has no consent to give');
  narrator.text(`POST /v1/connections -> ${begun.status}; the person reads our page`);
  const passed = await passOurPage(authorizationUrl);
  narrator.text('it says who will read the accounts, and leads on to Ponto');
  const back = await allowAtPonto(passed);
  const connection = await api.get(`/v1/connections/${begun.id}`, connections.connection());
  narrator.text(`the person allows; our callback answers ${back.status}, the connection is ${connection.status}`);
  return { connectionId: begun.id, pontoUrl: passed.pontoUrl };
};

const chooseAccount = async ({ api, narrator }: TourDeps, connectionId: string) => {
  const { items } = await api.get(`/v1/accounts?connectionId=${connectionId}`, accounts.accountPage());
  narrator.text(
    table(
      ['account', 'product', 'balance', 'authorised until'],
      items.map((account) => [
        `${account.reference} ${account.currency}`,
        account.description ?? account.product ?? '',
        account.balances.current?.amount ?? '',
        account.authorization.expiresAt?.slice(0, 10) ?? '',
      ]),
    ),
  );
  const [first] = items;
  if (!first) throw new Error('no account was shared');
  return first;
};

const link = async ({ api, local, narrator }: TourDeps, accountId: string): Promise<void> => {
  const linked = await api.send('PUT', `/v1/accounts/${accountId}/link`, {}, accounts.account());
  if (linked.link.action === 'none') throw new Error('the account was not linked');
  const { journalId, frequency, statementPeriod, importFrom } = linked.link;
  const { items: journals } = await api.get('/v1/journals', journalPage());
  const journal = journals.find(({ id }) => id === journalId);
  narrator.text(
    `PUT /v1/accounts/{id}/link -> journal ${journal?.code ?? '?'}, ${frequency}, ${statementPeriod} statements, from ${importFrom}`,
  );
  await local.send('POST', '/local/idle', {}, anything);
  await showLastSync({ api, narrator }, accountId);
  const { completeUpTo, health } = await api.get(`/v1/accounts/${accountId}`, accounts.account());
  narrator.text(`health: ${health.message} Complete and proven up to: ${completeUpTo ?? 'no day yet'}`);
};

/** Ponto tells several things of one refresh: the first of their runs brings it all, and the others find nothing new. */
const lastSyncs = 20;
const hasNews = ({ counts: { added, corrected, removed } }: z.output<ReturnType<typeof syncs.sync>>): boolean =>
  added + corrected + removed > 0;

const showLastSync = async (
  { api, narrator }: Pick<TourDeps, 'api' | 'narrator'>,
  accountId: string,
): Promise<void> => {
  const { items } = await api.get(`/v1/accounts/${accountId}/syncs?limit=${lastSyncs}`, syncs.syncPage());
  const [last] = items;
  if (!last) throw new Error('the account was not read');
  const { trigger, status, counts } = items.find(hasNews) ?? last;
  const { added, corrected, removed } = counts;
  narrator.text(`${trigger} sync ${status}: ${added} new, ${corrected} corrected, ${removed} removed lines`);
  if (last.status !== 'succeeded') throw new Error(last.error?.message ?? 'the sync did not succeed');
};

/** The first balance of the bank only tells where to begin; those of later days prove the books. */
const readOn = async ({ local, narrator }: TourDeps, date: string): Promise<void> => {
  const time = `${date}T20:00:00Z`;
  await local.send('POST', '/local/schedules/every_12_hours', { time }, anything);
  narrator.text(`${time}  the sandbox's banks have worked; the schedule every_12_hours has read what Ponto fetched`);
};

/** The tenant holds the bank's own statement of the day before the books; its closing balance is independent of ours. */
const giveKnownBalance = async ({ api, local, narrator }: TourDeps, accountId: string, bank: Bank): Promise<void> => {
  const { pontoId, link } = await api.get(`/v1/accounts/${accountId}`, accounts.account());
  if (link.action === 'none') throw new Error('the account feeds no journal any more');
  const known = await bank.closingBalance(pontoId, dayBefore(link.importFrom));
  await api.send('PUT', `/v1/accounts/${accountId}/known-balance`, known, accounts.account());
  await local.send('POST', '/local/idle', {}, anything);
  const { proof } = await api.get(`/v1/accounts/${accountId}`, accounts.account());
  narrator.text(
    `PUT /v1/accounts/{id}/known-balance ${JSON.stringify(known)} -> ${proof?.knownBalance?.verdict ?? '?'}`,
  );
};

const showProofs = async ({ api, narrator }: TourDeps, accountId: string): Promise<boolean> => {
  const { completeUpTo, health } = await api.get(`/v1/accounts/${accountId}`, accounts.account());
  const { items } = await api.get(`/v1/accounts/${accountId}/statements?limit=200`, books.statementPage());
  const by = (whose: 'bank' | 'tenant') => items.filter((statement) => statement.proof.by === whose).length;
  narrator.text(
    `${items.length} statements: ${by('tenant')} proven between your figure and the bank's, ` +
      `${by('bank')} between two balances of the bank`,
  );
  narrator.text(`health: ${health.message} Complete and proven up to: ${completeUpTo ?? 'no day yet'}`);
  return by('tenant') > 0 && items.slice(1).every((statement) => statement.proof.verdict === 'proven');
};

const awaited: Readonly<Record<string, string>> = {
  later_balance: '(a later balance is awaited)',
  balance_before_start: '(before the first balance that we saw)',
};

const showStatements = async ({ api, narrator }: TourDeps, accountId: string): Promise<boolean> => {
  await showLastSync({ api, narrator }, accountId);
  const { items } = await api.get(`/v1/accounts/${accountId}/statements?limit=8`, books.statementPage());
  narrator.text(
    table(
      ['number', 'period', 'lines', 'opening', 'closing', 'state', 'verdict', 'bank says'],
      items.map(({ number, period, lineCount, openingBalance, closingBalance, state, proof }) => [
        number,
        period.from === period.to ? period.from : `${period.from} to ${period.to}`,
        String(lineCount),
        openingBalance,
        closingBalance,
        state,
        proof.verdict,
        proof.bankBalance === undefined
          ? (awaited[proof.awaiting ?? ''] ?? '')
          : `${proof.bankBalance} on ${proof.bankBalanceAt ?? ''}`,
      ]),
    ),
  );
  const proven = items.find(({ proof }) => proof.verdict === 'proven');
  if (!proven) return false;
  return showStatement({ api, narrator }, proven.id);
};

const showStatement = async (
  { api, narrator }: Pick<TourDeps, 'api' | 'narrator'>,
  statementId: string,
): Promise<boolean> => {
  const statement = await api.get(`/v1/statements/${statementId}`, books.statementWithLines());
  narrator.step(`Statement ${statement.number}, line by line`);
  narrator.text(
    table(
      ['date', 'amount', 'counterparty', 'remittance', 'reference'],
      [
        ['', statement.openingBalance, 'opening balance', '', ''],
        ...statement.lines.map(({ executionDate, amount, counterparty, remittance }) => [
          executionDate,
          amount,
          counterparty.name ?? '',
          remittance.text ?? '',
          remittance.reference?.value ?? '',
        ]),
        ['', statement.closingBalance, 'closing balance', '', ''],
      ],
    ),
  );
  const { verdict, bankBalance, bankBalanceAt } = statement.proof;
  narrator.text(`verdict: ${verdict}; the bank's own balance on ${bankBalanceAt ?? '?'} is ${bankBalance ?? '?'}`);
  return adds(statement) && verdict === 'proven';
};

/** Opening + lines = closing, in whole units of a thousandth. */
const adds = ({
  openingBalance,
  closingBalance,
  lines,
}: z.output<ReturnType<typeof books.statementWithLines>>): boolean => {
  const thousandths = (text: string): number => Math.round(Number(text) * 1000);
  const sum = lines.reduce((total, { amount }) => total + thousandths(amount), thousandths(openingBalance));
  return sum === thousandths(closingBalance);
};
