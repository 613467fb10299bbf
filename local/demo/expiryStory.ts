import * as z from 'zod';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import * as books from '../../shared/contracts/http/ledger.ts';
import * as syncs from '../../shared/contracts/http/syncs.ts';
import { dayAfter } from './days.ts';
import { renewAtPonto } from './renewingPerson.ts';
import { mailsToReader, type Mail } from './mailbox.ts';
import { table } from './narrator.ts';
import { shareKbcAccount, type Account, type StoryDeps } from './shareKbcAccount.ts';

const anything = z.unknown();
/**
 * The life of an authorisation: link, warn, expire, stop, renew by the link in the mail, gap filled. Time is moved by the
 * schedules, each fired as EventBridge would on its day; the sandbox's clock follows.
 *
 * @returns whether it ended with a filled gap
 */
export const expiryStory = async (deps: StoryDeps): Promise<boolean> => {
  const { narrator } = deps;
  narrator.step('Link a bank account');
  const account = await linkOne(deps);
  const end = account.authorization.expiresAt ?? '';
  narrator.text(`${account.reference} ${account.currency}: authorised until ${end.slice(0, 10)}`);
  narrator.step('The days of the reminders pass: who is warned, and when');
  await passReminderDays(deps, end);
  narrator.step('The authorisation has ended: one last read, then the account stands still');
  await standStill(deps, account, end);
  narrator.step('The last mail, and its link');
  const mail = await lastMail(deps);
  narrator.text(mail.text ?? '');
  narrator.step('Press the button behind the link, and confirm at the bank');
  await renew(deps, account, mail);
  narrator.step('The feed resumes by itself');
  return resume(deps, account, end);
};

const linkOne = async (deps: StoryDeps): Promise<Account> => {
  const { account } = await shareKbcAccount(deps);
  await deps.api.send('PUT', `/v1/accounts/${account.id}/link`, {}, accounts.account());
  await deps.local.send('POST', '/local/idle', {}, anything);
  return account;
};

const lastMail = async ({ local }: StoryDeps): Promise<Mail> => {
  const last = (await mailsToReader(local)).at(-1);
  if (!last) throw new Error('no mail was sent');
  return last;
};

/** One day beside each reminder shows that none is sent twice. */
const passReminderDays = async (deps: StoryDeps, end: string): Promise<void> => {
  const { local, narrator } = deps;
  for (const before of [31, 30, 29, 14, 13, 7, 3, 1, 0]) {
    const known = (await mailsToReader(local)).length;
    const day = dayAfter(end, -before);
    await local.send('POST', '/local/schedules/expiry-alert', { time: `${day}T06:00:00Z` }, anything);
    await local.send('POST', '/local/idle', {}, anything);
    const sent = (await mailsToReader(local)).slice(known);
    const what = sent.length === 0 ? 'nobody is written to' : sent.map(({ subject }) => `mail: ${subject}`).join('; ');
    narrator.text(`${day}  ${String(before).padStart(2)} days before  ${what}`);
  }
};

const read = async ({ local }: StoryDeps, day: string): Promise<void> => {
  await local.send('POST', '/local/schedules/every_12_hours', { time: `${day}T20:00:00Z` }, anything);
};

const runsOf = async ({ api }: StoryDeps, { id }: Account) =>
  (await api.get(`/v1/accounts/${id}/syncs?limit=50`, syncs.syncPage())).items;

const standStill = async (deps: StoryDeps, account: Account, end: string): Promise<void> => {
  for (const after of [1, 2, 3]) {
    const known = (await runsOf(deps, account)).length;
    await read(deps, dayAfter(end, after));
    const runs = await runsOf(deps, account);
    const [last] = runs;
    const what =
      runs.length === known ? 'no run: it stands still' : `a run, ${last?.status}: ${last?.error?.code ?? ''}`;
    deps.narrator.text(`${dayAfter(end, after)}  schedule every_12_hours: ${what}`);
  }
  const { health } = await deps.api.get(`/v1/accounts/${account.id}`, accounts.account());
  deps.narrator.text(`health: ${health.state}. ${health.message}`);
};

const hidden = /name="(\w+)" value="([^"]+)"/;

const renew = async ({ narrator }: StoryDeps, account: Account, mail: Mail): Promise<void> => {
  const [, link = ''] = new RegExp(`${account.reference}[^\\n]*\\n[^:\\n]+: (\\S+)`).exec(mail.text ?? '') ?? [];
  if (link === '') throw new Error('the mail has no link for this account');
  const page = await (await fetch(link)).text();
  const [, title = ''] = /<h1>([^<]+)/.exec(page) ?? [];
  narrator.text(`GET /renew -> "${title}", one button`);
  const [, name = '', value = ''] = hidden.exec(page) ?? [];
  const body = new URLSearchParams({ [name]: value });
  const pressed = await fetch(new URL('/renew', link), { method: 'POST', redirect: 'manual', body });
  const bank = pressed.headers.get('location');
  if (bank === null) throw new Error(`the button answered ${pressed.status} and led nowhere`);
  narrator.text(`POST /renew -> ${pressed.status} to Ponto's page`);
  const back = await renewAtPonto(bank);
  const [, done = ''] = /<h1>([^<]+)/.exec(await back.text()) ?? [];
  narrator.text(`confirmed at the bank -> ${back.status}, our own page: "${done}"`);
};

/** Without an event of Ponto the next schedule finds the new authorisation. */
const resume = async (deps: StoryDeps, account: Account, end: string): Promise<boolean> => {
  const { api, narrator } = deps;
  await read(deps, dayAfter(end, 4));
  const [last] = await runsOf(deps, account);
  narrator.text(
    `${dayAfter(end, 4)}  schedule every_12_hours: a run, ${last?.status}, ${last?.counts.added} new lines`,
  );
  const gap = await api.get(
    `/v1/accounts/${account.id}/transactions?from=${dayAfter(end, 1)}&to=${dayAfter(end, 3)}`,
    books.transactionPage(),
  );
  narrator.text('Lines of the days in which it stood still:');
  narrator.text(
    table(
      ['date', 'amount', 'counterparty'],
      gap.items.map(({ executionDate, amount, counterparty }) => [
        executionDate ?? '',
        amount,
        counterparty.name ?? '',
      ]),
    ),
  );
  const { authorization, health } = await api.get(`/v1/accounts/${account.id}`, accounts.account());
  narrator.text(`authorised until ${authorization.expiresAt?.slice(0, 10)}; health: ${health.message}`);
  return last?.status === 'succeeded' && gap.items.length > 0;
};
