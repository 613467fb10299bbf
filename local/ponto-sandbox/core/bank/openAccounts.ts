import { defined } from '../../../../shared/language/defined.ts';
import { addDays, dayAt, momentAt } from '../calendar.ts';
import { chanceOf, idOf } from '../chance.ts';
import { institutionNamed, zoneOf, type Institution } from '../institutions/catalogue.ts';
import { emptyStore } from '../orderedStore.ts';
import type { AccountSubtype, BankAccount, Organization } from '../state.ts';
import type { World } from '../world.ts';
import { accountNumber } from './accountNumber.ts';

/** Eighteen months, so that a whole closed year can be looked at. */
const historyDays = 548;

interface NewBankAccount {
  readonly institution: Institution;
  /** Tells the accounts of one organization at one bank apart. */
  readonly name: string;
  readonly subtype?: AccountSubtype;
  readonly currency?: string;
  /** Which generators make its lines; without one it gets only what it is given. */
  readonly profile?: string;
  readonly product?: string;
  readonly openingUnits?: number;
  /** The account whose number and life it shares: another currency of it, or its replacement. */
  readonly like?: BankAccount;
  /** Same life, line by line; only for a replacement connection. */
  readonly sameLife?: boolean;
  readonly reference?: string;
  /** The bank's own name for it. @default one of its own */
  readonly internalReference?: string;
}

/** Opens an account at a bank. Its history is lived when somebody first looks. */
export const openBankAccount = (world: World, organization: Organization, wanted: NewBankAccount): BankAccount => {
  const { institution, like } = wanted;
  const key = `${world.state.seed}/bank/${organization.id}/${institution.id}/${wanted.name}`;
  const chance = chanceOf(key);
  const today = dayAt(organization.createdAt, zoneOf(institution));
  const reference =
    wanted.reference ?? like?.reference ?? accountNumber(institution.country, institution.bankCode, chance);
  const account: BankAccount = {
    id: idOf(key),
    organizationId: organization.id,
    institutionId: institution.id,
    subtype: wanted.subtype ?? 'checking',
    reference,
    currency: wanted.currency ?? 'EUR',
    description: wanted.name,
    product: wanted.product ?? wanted.name,
    holderName: organization.name,
    internalReference: wanted.internalReference ?? `SBX${chance.whole(1_000_000, 9_999_999)}`,
    openingUnits:
      wanted.openingUnits ?? (wanted.sameLife && like ? like.openingUnits : chance.whole(40_000, 190_000) * 100),
    ...defined({ habits: wanted.profile }),
    lifeKey: wanted.sameLife && like ? like.lifeKey : key,
    livedThrough: addDays(today, wanted.profile === undefined ? -1 : -historyDays),
    upcoming: [],
    booked: emptyStore(),
    pending: emptyStore(),
    changes: [],
    dayTotals: {},
    createdAt: momentAt(addDays(today, -historyDays), 9, zoneOf(institution)),
  };
  world.state.bankAccounts[account.id] = account;
  organization.bankAccountIds.push(account.id);
  return account;
};

/** What a Belgian bakery has: the accounts that show every quirk of the reference's section 9. */
export const openBakeryAccounts = (world: World, organization: Organization): void => {
  const open = (account: NewBankAccount): BankAccount => openBankAccount(world, organization, account);
  const kbc = institutionNamed('BE', 'KBC');
  open({ institution: kbc, name: 'Zichtrekening', profile: 'business', product: 'KBC-Bedrijfsrekening' });
  open({
    institution: kbc,
    name: 'Spaarrekening',
    subtype: 'savings',
    profile: 'savings',
    product: 'KBC-Spaarrekening',
  });
  const fortis = institutionNamed('BE', 'BNP Paribas Fortis');
  const euro = open({ institution: fortis, name: 'Business account EUR', profile: 'small' });
  open({ institution: fortis, name: 'Business account USD', profile: 'foreign', currency: 'USD', like: euro });
  const old = open({
    institution: institutionNamed('BE', 'Argenta (old connection)'),
    name: 'Zichtrekening',
    profile: 'small',
  });
  open({
    institution: institutionNamed('BE', 'Argenta'),
    name: 'Zichtrekening',
    profile: 'small',
    like: old,
    sameLife: true,
  });
  open({ institution: institutionNamed('NL', 'ING Netherlands'), name: 'Zakelijke rekening', profile: 'business' });
  open({ institution: institutionNamed('ES', 'BBVA'), name: 'Cuenta negocio', profile: 'business' });
};

/** What a French café has. */
export const openCafeAccounts = (world: World, organization: Organization): void => {
  const agricole = institutionNamed('FR', 'Crédit Agricole');
  openBankAccount(world, organization, { institution: agricole, name: 'Compte courant', profile: 'business' });
  openBankAccount(world, organization, {
    institution: agricole,
    name: 'Livret',
    subtype: 'savings',
    profile: 'savings',
  });
  const bnp = institutionNamed('FR', 'BNP Paribas');
  openBankAccount(world, organization, { institution: bnp, name: 'Compte professionnel', profile: 'small' });
};

/** Every bank has something to share: a current account is opened where the organization has none yet. */
export const accountsAt = (
  world: World,
  organization: Organization,
  institution: Institution,
): readonly BankAccount[] => {
  const here = accountsOf(world, organization).filter(({ institutionId }) => institutionId === institution.id);
  if (here.length > 0) return here;
  return [openBankAccount(world, organization, { institution, name: 'Business account', profile: 'business' })];
};

export const accountsOf = ({ state }: World, organization: Organization): readonly BankAccount[] =>
  organization.bankAccountIds.flatMap((id) => state.bankAccounts[id] ?? []);
