import * as z from 'zod';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import * as books from '../../shared/contracts/http/ledger.ts';
import * as syncs from '../../shared/contracts/http/syncs.ts';
import { bankOf, type Bank } from './bank.ts';
import { dayAfter, dayBefore } from './days.ts';
import { mailsToReader } from './mailbox.ts';
import { table } from './narrator.ts';
import { shareKbcAccount, type Account, type StoryDeps } from './shareKbcAccount.ts';

export interface DifferenceDeps extends StoryDeps {
  /** Now at the sandbox. */
  readonly sandboxNow: (pontoUrl: string) => Promise<string>;
}

const anything = z.unknown();

/** An account of the story, and the bank behind it. */
interface Scene {
  readonly account: Account;
  readonly bank: Bank;
  /** The first day of the story. */
  readonly today: string;
}

/**
 * A difference shown on purpose: the bank counts a line that never reaches Ponto. What the person sees, where, and how it
 * ends when the line comes after all.
 *
 * @returns whether it was shown while it lasted, and gone afterwards
 */
export const differenceStory = async (deps: DifferenceDeps): Promise<boolean> => {
  const { narrator } = deps;
  narrator.step("Link a bank account, with the closing balance of the bank's last statement");
  const scene = await begin(deps);
  await readOn(deps, scene, 1);
  await show(deps, scene);
  narrator.step('The bank books a bill of 42.50 that never reaches Ponto');
  const bill = { amount: -42.5, counterpartName: 'Elektriciteit Dupont', executionDate: dayAfter(scene.today, 2) };
  const lineId = await scene.bank.bookWithheld(scene.account.pontoId, bill);
  for (const day of [2, 3, 4, 5]) await readOn(deps, scene, day);
  const differs = await show(deps, scene);
  narrator.step('Who is told, after two days');
  await showMails(deps, scene);
  narrator.step('The person has the days checked again: Ponto has nothing that the books lack');
  await checkAgain(deps, scene);
  narrator.step('Two days later the bank gives Ponto the line');
  await scene.bank.deliver(scene.account.pontoId, lineId);
  for (const day of [6, 7]) await readOn(deps, scene, day);
  const agrees = await show(deps, scene);
  return differs === 'books_differ' && agrees === undefined;
};

const begin = async (deps: DifferenceDeps): Promise<Scene> => {
  const { api, local, narrator, sandboxNow } = deps;
  const { account, pontoUrl } = await shareKbcAccount(deps);
  const bank = bankOf(pontoUrl);
  const today = (await sandboxNow(pontoUrl)).slice(0, 10);
  const knownBalance = await bank.closingBalance(account.pontoId, dayBefore(`${today.slice(0, 8)}01`));
  narrator.text(`PUT /v1/accounts/{id}/link ${JSON.stringify({ knownBalance })}`);
  await api.send('PUT', `/v1/accounts/${account.id}/link`, { knownBalance }, accounts.account());
  await local.send('POST', '/local/idle', {}, anything);
  return { account, bank, today };
};

/** The evening of a day: Ponto has looked at the bank, the schedule has read what it found, and those who wait are told. */
const readOn = async ({ local, narrator }: DifferenceDeps, { today }: Scene, day: number): Promise<void> => {
  const date = dayAfter(today, day);
  await local.send('POST', '/local/schedules/every_12_hours', { time: `${date}T20:00:00Z` }, anything);
  narrator.text(`${date}  the schedule every_12_hours has read`);
};

/** @returns the code of the account's health */
const show = async ({ api, narrator }: DifferenceDeps, { account: { id } }: Scene): Promise<string | undefined> => {
  const { health, proof, completeUpTo } = await api.get(`/v1/accounts/${id}`, accounts.account());
  const { items } = await api.get(`/v1/accounts/${id}/statements?limit=6`, books.statementPage());
  narrator.text(
    table(
      ['number', 'period', 'closing', 'state', 'verdict', 'difference'],
      items.map(({ number, period, closingBalance, state, proof: { verdict, difference } }) => [
        number,
        period.from,
        closingBalance,
        state,
        verdict,
        difference ?? '',
      ]),
    ),
  );
  narrator.text(`health: ${health.state}. ${health.message}`);
  if (health.action) narrator.text(`next step: ${health.action.label}, ${health.action.call?.path ?? ''}`);
  const says = proof?.difference === undefined ? '' : `, ${proof.difference} from ${proof.since ?? '?'}`;
  narrator.text(`account: ${proof?.verdict ?? '?'}${says}; complete and proven up to ${completeUpTo ?? 'no day'}`);
  return health.code;
};

const showMails = async ({ local, narrator }: DifferenceDeps, { today }: Scene): Promise<void> => {
  await local.send('POST', '/local/schedules/expiry-alert', { time: `${dayAfter(today, 6)}T06:00:00Z` }, anything);
  await local.send('POST', '/local/idle', {}, anything);
  const about = await mailsToReader(local);
  for (const { subject, text } of about) narrator.text(`mail: ${subject}\n${text ?? ''}`);
  if (about.length === 0) narrator.text('nobody yet');
};

const checkAgain = async ({ api, local, narrator }: DifferenceDeps, { account, today }: Scene): Promise<void> => {
  const period = { from: dayAfter(today, 1), to: dayAfter(today, 3) };
  const begun = await api.send('POST', `/v1/accounts/${account.id}/syncs`, period, syncs.sync());
  await local.send('POST', '/local/idle', {}, anything);
  const { status, report } = await api.get(`/v1/syncs/${begun.id}`, syncs.syncWithReport());
  narrator.text(`POST /v1/accounts/{id}/syncs ${JSON.stringify(period)} -> ${status}, ${JSON.stringify(report)}`);
};
