import * as z from 'zod';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import { authorizationUrl, begunConnection } from '../../shared/contracts/http/connections.ts';
import { institutionPage } from '../../shared/contracts/http/institutions.ts';
import { defined } from '../../shared/language/defined.ts';
import type { Api } from '../demo/api.ts';
import { giveConsent } from '../demo/consentingPerson.ts';
import { dayAfter } from '../demo/days.ts';
import { reader } from '../demo/mailbox.ts';

export type Account = z.output<ReturnType<typeof accounts.account>>;

/** Where a scenario is played: a tenant of its own, the sandbox of Ponto, and the time that both live in. */
export interface Stage {
  readonly tenantId: string;
  /** As the tenant's own software. */
  readonly api: Api;
  /** The control calls of the sandbox. */
  readonly bank: Api;
  /** What the clock shows. */
  readonly now: () => Date;
  /** Goes to the evening some days ahead; the banks work and the schedules read on the way. */
  readonly passDays: (count: number) => Promise<void>;
  /** Waits until all work is done. */
  readonly idle: () => Promise<void>;
}

/** An account and the organisation that it belongs to. */
export interface Shared {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly account: Account;
}

const organization = z.object({ id: z.string() });
export const anything = z.unknown();

/** As far back as every bank of the sandbox has lines, whatever day of the month it is. */
const importedDays = 30;
export const importFrom = ({ now }: Stage, days = importedDays): string =>
  dayAfter(now().toISOString().slice(0, 10), -days);

export const institutionNamed = async ({ api }: Stage, name: string): Promise<string> => {
  const { items } = await api.get(`/v1/institutions?search=${encodeURIComponent(name)}`, institutionPage());
  const found = items.find((institution) => institution.name === name);
  if (!found) throw new Error(`the sandbox reaches no ${name}`);
  return found.id;
};

/** A customer of Ponto of the scenario's own: nobody else's accounts are touched. */
export const foundOrganization = async ({ bank, tenantId }: Stage, owns: 'bakery' | 'none'): Promise<string> => {
  const body = { name: `Scenario ${tenantId}`, accounts: owns };
  return (await bank.send('POST', '/organizations', body, organization)).id;
};

/** Connects a bank by a consent that shares all accounts there. */
export const connectBank = async (stage: Stage, organizationId: string, bankName: string): Promise<string> => {
  const institutionId = await institutionNamed(stage, bankName);
  const body = { method: 'oauth', institutionId, contact: reader };
  const begun = await stage.api.send('POST', '/v1/connections', body, begunConnection());
  await giveConsent(begun.authorizationUrl ?? '', { organization: organizationId, bank: institutionId });
  return begun.id;
};

/**
 * The consent anew, at this bank or another: what it does not share is withdrawn.
 *
 * @param only ids of the bank's; all that the page ticks when missing
 */
export const consentAgain = async (
  stage: Stage,
  { organizationId, connectionId }: Pick<Shared, 'organizationId' | 'connectionId'>,
  bankName: string,
  only?: readonly string[],
): Promise<void> => {
  const institutionId = await institutionNamed(stage, bankName);
  const path = `/v1/connections/${connectionId}/reconnect`;
  const consent = await stage.api.send('POST', path, {}, authorizationUrl());
  const choices = { organization: organizationId, bank: institutionId, ...defined({ only }) };
  await giveConsent(consent.authorizationUrl, choices);
  await stage.idle();
};

export const accountsOf = async ({ api }: Stage, connectionId: string): Promise<readonly Account[]> =>
  (await api.get(`/v1/accounts?connectionId=${connectionId}&all=true`, accounts.accountPage())).items;

/** Links an account to a journal, and waits until its first lines are in. */
export const link = async (stage: Stage, accountId: string, days?: number): Promise<void> => {
  await stage.api.send(
    'PUT',
    `/v1/accounts/${accountId}/link`,
    { importFrom: importFrom(stage, days) },
    accounts.account(),
  );
  await stage.idle();
};

/** A bank connected, whose first account feeds nothing yet. */
export const shareOne = async (stage: Stage, bankName = 'KBC'): Promise<Shared> => {
  const organizationId = await foundOrganization(stage, 'bakery');
  const connectionId = await connectBank(stage, organizationId, bankName);
  const [account] = await accountsOf(stage, connectionId);
  if (!account) throw new Error('no account was shared');
  return { organizationId, connectionId, account };
};

/** A bank connected and its first account linked: where most troubles begin. */
export const feedOne = async (stage: Stage, bankName?: string): Promise<Shared> => {
  const shared = await shareOne(stage, bankName);
  await link(stage, shared.account.id);
  return shared;
};
