import { defined } from '../../../shared/language/defined.ts';
import { giveConsent } from '../../../local/demo/consentingPerson.ts';
import { addDays, dayOf, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Answer, Caller, TheProduct } from './theProduct.ts';

/** Today at the bank: what our own clock and the sandbox's begin with. */
export const today = dayOf(new Date().toISOString(), 'Europe/Brussels');

/** Today at the bank by the clock of the product, which a story may have moved. */
export const todayOf = async ({ local }: TheProduct): Promise<CalendarDate> =>
  dayOf((await local.get('/clock')).body.now, 'Europe/Brussels');

/** Reaches back to days with lines; the default, the first of this month, may be today. */
export const importFrom = addDays(today, -30);

export const contact = { email: 'els@bakkerij.example', name: 'Els', locale: 'nl-BE' };

export const bankNamed = async (caller: Caller, name: string): Promise<string> => {
  const { body } = await caller.get(`/v1/institutions?search=${encodeURIComponent(name)}`);
  const institution = body.items.find((candidate: { name: string }) => candidate.name === name);
  if (!institution) throw new Error(`no bank is named ${name}`);
  return institution.id;
};

export const beginConnection = async (
  caller: Caller,
  institutionId: string,
  returnUrl?: string,
): Promise<{ readonly id: string; readonly authorizationUrl: string }> => {
  const { status, body } = await caller.post('/v1/connections', {
    method: 'oauth',
    institutionId,
    contact,
    ...defined({ returnUrl }),
  });
  if (status !== 201) throw new Error(`the connection was not begun: ${JSON.stringify(body)}`);
  return body;
};

/** Links a bank as a person does; the consent shares what the page of the bank has ticked. */
export const connectBank = async (
  caller: Caller,
  bank = 'KBC',
): Promise<{ readonly id: string; readonly accounts: Answer['body'][] }> => {
  const institutionId = await bankNamed(caller, bank);
  const begun = await beginConnection(caller, institutionId);
  await giveConsent(begun.authorizationUrl);
  const { body } = await caller.get(`/v1/accounts?connectionId=${begun.id}`);
  return { id: begun.id, accounts: body.items };
};

/** Every item of a list, page by page. */
export const all = async (caller: Caller, path: string): Promise<Answer['body'][]> => {
  const items: Answer['body'][] = [];
  let cursor: string | undefined;
  do {
    const join = path.includes('?') ? '&' : '?';
    const page = await caller.get(cursor === undefined ? path : `${path}${join}cursor=${cursor}`);
    items.push(...page.body.items);
    cursor = page.body.nextCursor;
  } while (cursor !== undefined);
  return items;
};

/** The change feed read to its end. */
export const wholeFeed = async (caller: Caller, accountId: string): Promise<Answer['body'][]> => {
  const items: Answer['body'][] = [];
  let after = '0';
  for (;;) {
    const { body } = await caller.get(`/v1/accounts/${accountId}/changes?after=${after}&limit=200`);
    items.push(...body.items);
    after = body.nextCursor;
    if (!body.hasMore) return items;
  }
};

/** The books that a feed comes to: the latest state of every line that was not removed, by id. */
export const replay = (feed: readonly Answer['body'][]): Map<string, Answer['body']> => {
  const lines = new Map<string, Answer['body']>();
  for (const { kind, transaction } of feed) {
    if (kind === 'removed') lines.delete(transaction.id);
    else lines.set(transaction.id, transaction);
  }
  return lines;
};

export const thousandths = (text: string): number => Math.round(Number(text) * 1000);
