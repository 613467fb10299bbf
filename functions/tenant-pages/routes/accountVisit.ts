import type { AccountBody } from '../../../shared/contracts/http/accounts.ts';
import { isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { accountPaths } from '../../../shared/presentation/pages/account/accountPaths.ts';
import type { PageContext, Visit } from '../visit.ts';
import { bankNames } from '../bankNames.ts';
import { problemAnswer } from '../problemAnswer.ts';

/** An account that somebody looks at. */
export interface AccountVisit {
  readonly account: AccountBody;
  readonly bank: string | undefined;
}

/** Shows a page of the account in the path, if the visitor's tenant has it. */
export const withAccount = async (
  c: PageContext,
  show: (visit: Visit, account: AccountVisit) => Promise<Response> | Response,
  id = c.req.param('id') ?? '',
): Promise<Response> => {
  const visit = c.get('visit');
  const found = await visit.api.call('getAccount', { id });
  if (found.kind === 'problem') return problemAnswer(c, found.problem, { address: accountPaths.account(id) });
  const { institutionId } = found.body;
  const banks = await bankNames(visit.api, [institutionId]);
  return show(visit, { account: found.body, bank: banks.get(institutionId) });
};

/** A day in an address; anything else is none. */
export const dayIn = (c: PageContext, name: string): string | undefined => {
  const text = c.req.query(name);
  return text !== undefined && isCalendarDate(text) ? text : undefined;
};

/** What was typed; nothing counts as missing. */
export const typedIn = (form: URLSearchParams, name: string): string | undefined => {
  const text = form.get(name)?.trim();
  return text === '' || text === undefined ? undefined : text;
};

/** Where to go on after a problem with the account. */
export const placeOf = (address: string, { account, bank }: AccountVisit) => ({
  address,
  accountId: account.id,
  connectionId: account.connectionId,
  bank,
});
