import type { Instant } from '../calendar/calendarDate.ts';

/** As much of an account as tells it from others. */
interface Named {
  readonly reference: string;
  readonly currency: string;
}

/** An access that a consent has brought, and that is used for nothing until a user confirms what came back. */
export interface UnconfirmedAccess {
  /** Stands for what was seen: a user confirms this and nothing else. */
  readonly token: string;
  /** Tells this access from any other of the connection; missing where an earlier release kept it. */
  readonly accessId?: string;
  /** Who began the consent, and alone may confirm it; missing where it began with a link in a mail. */
  readonly userId?: string;
  readonly organizationId: string;
  readonly organizationName?: string;
  /** The first of them. */
  readonly accounts: readonly Named[];
  readonly accountCount: number;
  /** A digest of `identityOf` all of them; missing where an earlier release kept it. */
  readonly accountsDigest?: string;
  readonly at: Instant;
}

/** So many are shown; the others are counted. */
export const maxUnconfirmed = 50;

export const summaryOf = (listed: readonly Named[]): Pick<UnconfirmedAccess, 'accounts' | 'accountCount'> => ({
  accounts: listed
    .map(({ reference, currency }) => ({ reference, currency }))
    .toSorted((a, b) => a.reference.localeCompare(b.reference) || a.currency.localeCompare(b.currency))
    .slice(0, maxUnconfirmed),
  accountCount: listed.length,
});

/** All accounts of a look by what makes them others: also those that are only counted, and also by Ponto's id. */
export const identityOf = (listed: readonly (Named & { readonly pontoId: string })[]): string =>
  JSON.stringify(
    listed.map(({ pontoId, reference, currency }) => JSON.stringify([pontoId, reference, currency])).sort(),
  );
