import * as z from 'zod';
import { availableUnits, balanceOn, bookLine, changeLine } from '../../bank/bankBooks.ts';
import { bookLater, changeUpcoming } from '../../bank/bookLater.ts';
import { bookingDay } from '../../bank/dates.ts';
import { simulateUntil } from '../../bank/simulateUntil.ts';
import { accountsAt } from '../../bank/openAccounts.ts';
import { institutionById, type Institution } from '../../institutions/catalogue.ts';
import { listingOf, newestFirst } from '../../orderedStore.ts';
import type { BankAccount, BankLine } from '../../state.ts';
import { changed, newId } from '../../world.ts';
import { lineAttributes, textAttributes, withChanges, withoutNulls } from '../../bank/lineAttributes.ts';
import { notFound } from '../apiFailure.ts';
import { anyType, bodyOf } from '../body.ts';
import { param, userOf, type ApiCall, type Operation } from '../call.ts';
import { collection } from '../paging.ts';
import { renderBankAccount, renderBankLine } from '../render/renderBank.ts';

/** The fake bank behind the API, seen by its own customer only (reference, section 4.12). */
interface FakeBank {
  readonly institution: Institution;
  readonly accounts: readonly BankAccount[];
}

const fakeBank = (call: ApiCall): FakeBank => {
  const { integration } = userOf(call);
  const institution = institutionById(param(call, 'financialInstitutionId'));
  const organization = call.world.state.organizations[integration.organizationId];
  if (!institution || !organization) throw notFound('financialInstitution');
  const accounts = accountsAt(call.world, organization, institution);
  for (const account of accounts) simulateUntil(account, call.world.state.now);
  return { institution, accounts };
};

const fakeAccount = (call: ApiCall): { readonly institution: Institution; readonly account: BankAccount } => {
  const { institution, accounts } = fakeBank(call);
  const account = accounts.find(({ id }) => id === param(call, 'financialInstitutionAccountId'));
  if (!account) throw notFound('financialInstitutionAccount');
  return { institution, account };
};

const render = (account: BankAccount): object =>
  renderBankAccount(account, balanceOn(account, '9999-12-31'), availableUnits(account));

const renderLineOf = (account: BankAccount, line: BankLine): object =>
  renderBankLine(account, line, account.booked.items[line.id] === line);

export const listSandboxAccounts: Operation = (call) => ({
  body: collection(call, listingOf(fakeBank(call).accounts), 'financialInstitutionAccount', render),
});

export const getSandboxAccount: Operation = (call) => ({ body: { data: render(fakeAccount(call).account) } });

export const listSandboxTransactions: Operation = (call) => {
  const { account } = fakeAccount(call);
  return {
    body: collection(call, newestFirst(account.booked), 'financialInstitutionTransaction', (line) =>
      renderLineOf(account, line),
    ),
  };
};

const lineOf = (call: ApiCall, account: BankAccount): BankLine => {
  const id = param(call, 'financialInstitutionTransactionId');
  const line = account.booked.items[id] ?? account.pending.items[id];
  if (!line) throw notFound('financialInstitutionTransaction');
  return line;
};

export const getSandboxTransaction: Operation = (call) => {
  const { account } = fakeAccount(call);
  return { body: { data: renderLineOf(account, lineOf(call, account)) } };
};

const moment = z.iso.datetime();
const createBody = z.looseObject({
  data: z.looseObject({
    type: anyType,
    attributes: lineAttributes.extend({
      executionDate: moment,
      valueDate: moment,
      automaticBooking: z.boolean().nullish(),
    }),
  }),
});

/** Visible under /accounts only after a synchronization. `automaticBooking: false` leaves it pending over night. */
export const createSandboxTransaction: Operation = (call) => {
  const { account, institution } = fakeAccount(call);
  const { automaticBooking, ...attributes } = bodyOf(call, createBody).data.attributes;
  const content = withoutNulls(attributes);
  const { now } = call.world.state;
  const made = { id: newId(call.world), content, day: bookingDay(content, institution, now), at: now };
  const line = automaticBooking === false ? bookLater(account, institution, made) : bookLine(account, made);
  changed(call.world);
  return { status: 201, body: { data: renderLineOf(account, line) } };
};

const updateBody = z.looseObject({
  data: z.looseObject({ type: anyType, attributes: textAttributes }),
});

/** Texts and codes only; anything else in the body is left as it is. */
export const updateSandboxTransaction: Operation = (call) => {
  const { account } = fakeAccount(call);
  const { id, content, day } = lineOf(call, account);
  const { attributes } = bodyOf(call, updateBody).data;
  const line = changeLine(account, id, { content: withChanges(content, attributes), day, at: call.world.state.now });
  if (!line) throw notFound('financialInstitutionTransaction');
  changeUpcoming(account, id, (upcoming) => withChanges(upcoming, attributes));
  changed(call.world);
  return { body: { data: renderLineOf(account, line) } };
};
