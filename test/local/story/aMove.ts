import { giveConsent } from '../../../local/demo/consentingPerson.ts';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { bankNamed, beginConnection, today } from './aPerson.ts';
import type { Answer, Caller, TheProduct } from './theProduct.ts';

/** The move is of the last days. */
export const movedFrom = addDays(today, -5);

/** Payments that both banks tell of, as happens where an account moved: equal in all that a customer sees. */
export const moved = [-4, -4, -3, -2].map((day, index) => ({
  amount: 17.31 + index,
  executionDate: `${addDays(today, day)}T00:00:00Z`,
  valueDate: `${addDays(today, day)}T00:00:00Z`,
  counterpartName: 'Grand Café',
  remittanceInformation: `Invoice 2026/${index}`,
}));
const onlyNew = {
  ...moved[0],
  amount: -99.98,
  remittanceInformation: 'Flour',
  executionDate: `${addDays(today, -1)}T00:00:00Z`,
};

const sharing = async (caller: Caller, connectionId: string): Promise<Answer['body'][]> =>
  (await caller.get(`/v1/accounts?connectionId=${connectionId}&all=true`)).body.items;

const book = async (product: TheProduct, pontoId: string, add: readonly unknown[]): Promise<void> => {
  const { status, body } = await product.sandbox.post('/transactions', { accountId: pontoId, add, synchronize: true });
  if (status !== 200) throw new Error(`nothing was booked: ${JSON.stringify(body)}`);
};

/** A's books are fed; a consent at another bank then leaves A out and brings B, which tells of the same payments. */
export const aMove = async (product: TheProduct, organization = 'A bakery that changes its bank') => {
  const caller = await product.as(organization.replaceAll(' ', '-'));
  await product.sandbox.post('/organizations', { name: organization, accounts: 'none' });
  const [kbc, ing] = [await bankNamed(caller, 'KBC'), await bankNamed(caller, 'ING Belgium')];
  const begun = await beginConnection(caller, kbc);
  await giveConsent(begun.authorizationUrl, { organization, bank: kbc });
  const [before] = await sharing(caller, begun.id);
  await book(product, before.pontoId, moved);
  await caller.put(`/v1/accounts/${before.id}/link`, { importFrom: movedFrom });
  await product.local.post('/idle');
  await product.sandbox.post(`/accounts/${before.pontoId}/unlink`);
  const { body: renewed } = await caller.post(`/v1/connections/${begun.id}/reconnect`, {});
  await giveConsent(renewed.authorizationUrl, { organization, bank: ing });
  const after = (await sharing(caller, begun.id)).find(({ id }) => id !== before.id);
  await book(product, after.pontoId, [...moved, onlyNew]);
  return { caller, before, after };
};
