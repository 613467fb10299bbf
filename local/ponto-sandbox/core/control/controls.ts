import * as z from 'zod';
import { balanceOn } from '../bank/bankBooks.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { accountsOf, openBankAccount } from '../bank/openAccounts.ts';
import { simulateUntil } from '../bank/simulateUntil.ts';
import { isoAt } from '../calendar.ts';
import { tellOfOrganization } from '../events.ts';
import { institutionById } from '../institutions/catalogue.ts';
import { forgetAccount, shareAccounts } from '../ponto/sharing.ts';
import { runBothNow } from '../ponto/synchronizations.ts';
import { changed, newSecret, type World } from '../world.ts';
import { ControlFailure } from './controlFailure.ts';
import { accountById, bankAccountById, organizationById } from './lookup.ts';

/** Switches that may be set; see `Settings`. */
export const settingsChange = z
  .strictObject({
    pkceAlways: z.boolean(),
    refreshReuseRevokesChain: z.boolean(),
    clampPageLimit: z.boolean(),
    customerIpAddressOptional: z.boolean(),
    throttleSeconds: z.number().min(0),
    runsAfterMs: z.number().min(0),
    endsAfterMs: z.number().min(0),
    webhookUrl: z
      .url({
        protocol: /^https?$/,
        hostname: /^(localhost|127\.0\.0\.1)$/,
        error: 'must be an address of this machine, such as http://localhost:3000/webhooks/ponto',
      })
      .nullable(),
  })
  .partial();

export const changeSettings = (world: World, wanted: z.infer<typeof settingsChange>): void => {
  Object.assign(world.state.settings, wanted);
  changed(world);
};

export const blockOrganization = (world: World, id: string, blocked: boolean): void => {
  const organization = organizationById(world, id);
  if (organization.blocked === blocked) return;
  organization.blocked = blocked;
  tellOfOrganization(world, blocked ? 'organization.blocked' : 'organization.unblocked', id);
  changed(world);
};

/** When the bank's consent lapses. @default now */
export const expiry = z.strictObject({ at: z.iso.datetime().optional() });

/** The bank's consent lapses, now or at a moment to come. */
export const expireAccount = (world: World, id: string, { at }: z.infer<typeof expiry>): void => {
  const to = at === undefined ? world.state.now : Date.parse(at);
  if (to < world.state.now)
    throw new ControlFailure(400, `A consent lapses now or later; it is ${isoAt(world.state.now)}.`);
  accountById(world, id).expiresAt = to;
  changed(world);
};

/** What the bank's own statement of a day closes with, as the customer holds it. */
export const closingBalance = (
  world: World,
  id: string,
  day: string,
): { readonly date: string; readonly amount: string } => {
  const bank = bankAccountById(world, id);
  simulateUntil(bank, world.state.now);
  return { date: day, amount: (balanceOn(bank, day) / 1000).toFixed(2) };
};

/** The customer unlinks the account in Ponto; shared again it comes under a new id. */
export const unlinkAccount = (world: World, id: string): void => forgetAccount(world, accountById(world, id));

/** A background run now. @returns ids of the synchronizations */
export const synchronizeNow = (world: World, id: string): readonly string[] =>
  runBothNow(world, accountById(world, id), false).map((run) => run.id);

export const newBankAccount = z.strictObject({
  institutionId: z.string(),
  /** Tells it from others of the organization at this bank. */
  name: z.string().min(1),
  subtype: z.enum(['checking', 'savings', 'card']).default('checking'),
  /** @default an account number of the bank */
  reference: z.string().min(1).optional(),
  /** The bank account that it takes the place of: one product under the bank's own reference, as a card that is replaced. */
  replaces: z.string().optional(),
});

/** An account at a bank, without lines but those that it is given. */
export const openAccount = (
  world: World,
  organizationId: string,
  { institutionId, name, subtype, reference, replaces }: z.infer<typeof newBankAccount>,
): { readonly bankAccountId: string } => {
  const organization = organizationById(world, organizationId);
  const institution = institutionById(institutionId);
  if (!institution) throw new ControlFailure(404, 'No institution has this id.');
  const before = replaces === undefined ? undefined : bankAccountById(world, replaces);
  const succeeding = before && { product: before.product, internalReference: before.internalReference };
  const opened = { institution, name, subtype, ...defined({ reference }), ...succeeding };
  const { id } = openBankAccount(world, organization, opened);
  changed(world);
  return { bankAccountId: id };
};

/** New credentials of the organization's own custom integration; old ones end. */
export const makeCustomCredentials = (
  world: World,
  id: string,
): { readonly clientId: string; readonly clientSecret: string } => {
  const organization = organizationById(world, id);
  const clientId = organization.custom?.clientId ?? `custom-${id}`;
  organization.custom = { clientId, clientSecret: newSecret(world, 'secret-') };
  changed(world);
  return organization.custom;
};

/** Bank accounts, by id of the bank: what the customer ticks in the dashboard of Ponto. */
export const accountChoice = z.strictObject({ bankAccountIds: z.array(z.string()) });

/** The accounts that the organization's own custom integration reaches, from now on. */
export const chooseCustomAccounts = (
  world: World,
  id: string,
  { bankAccountIds }: z.infer<typeof accountChoice>,
): void => {
  const organization = organizationById(world, id);
  if (!organization.custom) throw new ControlFailure(400, 'The organization has no custom integration.');
  shareAccounts(world, { clientId: organization.custom.clientId, organization, bankAccountIds });
};

export const maintenanceChange = z
  .strictObject({ from: z.iso.datetime(), to: z.iso.datetime(), type: z.enum(['internal', 'financialInstitution']) })
  .nullable();

/** Puts a bank under maintenance, or with null back to work. */
export const setMaintenance = (world: World, id: string, wanted: z.infer<typeof maintenanceChange>): void => {
  if (!institutionById(id)) throw new ControlFailure(404, 'No institution has this id.');
  world.state.maintenance[id] = wanted && {
    type: wanted.type,
    from: Date.parse(wanted.from),
    to: Date.parse(wanted.to),
  };
  changed(world);
};

/** What there is, with the ids that the other calls take. */
export const listOrganizations = (world: World): readonly object[] =>
  Object.values(world.state.organizations).map((organization) => ({
    id: organization.id,
    name: organization.name,
    blocked: organization.blocked,
    customIntegration: organization.custom ?? null,
    accounts: accountsOf(world, organization).map((bank) => {
      const account = world.state.accounts[organization.accountIds[bank.id] ?? ''];
      return {
        bankAccountId: bank.id,
        accountId: account?.id ?? null,
        institutionId: bank.institutionId,
        institution: institutionById(bank.institutionId)?.name ?? null,
        reference: bank.reference,
        currency: bank.currency,
        description: bank.description,
        lines: account?.lines.count ?? 0,
        expiresAt: account ? isoAt(account.expiresAt) : null,
      };
    }),
  }));
