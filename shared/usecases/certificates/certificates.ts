import { canonicalText } from '../../domain/certificates/canonicalText.ts';
import {
  maxAccounts,
  verdictOf,
  type Certificate,
  type CertificateContent,
  type JudgedPeriod,
} from '../../domain/certificates/certificate.ts';
import { standingOf, type Standing } from '../../domain/certificates/standing.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { Period } from '../../domain/statements/period.ts';
import { defined } from '../../language/defined.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { Clock, Digest, IdSource } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { CertificateRef, CertificateStore } from '../../ports/certificates.ts';
import type { PageRequest } from '../../ports/refsAndPages.ts';
import type { ChosenAccounts, makeChooseAccounts } from './chooseAccounts.ts';
import { refusedPeriod, type JudgePeriod } from './judgePeriod.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly certificates: CertificateStore;
  readonly chooseAccounts: ReturnType<typeof makeChooseAccounts>;
  readonly judgePeriod: JudgePeriod;
  /** SHA-256 in hexadecimal. */
  readonly sha256: Digest;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Who has a certificate made. */
export interface Issuer {
  readonly tenantId: string;
  readonly userId: string;
  readonly tenantName?: string;
}

export type Refused = 'period_invalid' | 'period_too_long' | 'account_unknown' | 'too_many_accounts' | 'cursor_unknown';

/** A page of a period that is judged, when there are many accounts. */
export interface CompletenessPage extends JudgedPeriod {
  readonly nextCursor?: string;
}

export interface CertificateNow {
  readonly certificate: Certificate;
  readonly standing: Standing;
  readonly checkedAt: Instant;
}

const readsAtOnce = 16;

export const makeCertificates = (deps: Deps) => {
  const { accounts, certificates, chooseAccounts, judgePeriod, sha256, ids, clock } = deps;

  const judged = async (
    tenantId: string,
    period: Period,
    { chosen, leftOut }: ChosenAccounts,
  ): Promise<JudgedPeriod> => {
    const certified = await judgePeriod(tenantId, chosen, period);
    return {
      period,
      verdict: verdictOf(certified),
      ...(certified.length === 0 && { noAccounts: true as const }),
      accounts: certified,
      leftOut,
    };
  };

  return {
    /** How a period stands, a page of accounts at a time; nothing is kept. */
    judge: async (tenantId: string, period: Period, page: PageRequest): Promise<CompletenessPage | Refused> => {
      const refused = refusedPeriod(period, clock.now());
      if (refused) return refused;
      const found = await chooseAccounts(tenantId, period, undefined);
      if (found === 'account_unknown') return found;
      const { cursor, limit } = page;
      const start = cursor === undefined ? 0 : found.chosen.findIndex(({ id }) => id === cursor) + 1;
      if (cursor !== undefined && start === 0) return 'cursor_unknown';
      const chosen = found.chosen.slice(start, start + limit);
      const last = start + limit < found.chosen.length ? chosen.at(-1) : undefined;
      return { ...(await judged(tenantId, period, { ...found, chosen })), ...defined({ nextCursor: last?.id }) };
    },

    /** Judges a period and keeps what was found, for good. */
    issue: async (
      { tenantId, userId, tenantName }: Issuer,
      period: Period,
      accountIds: readonly string[] | undefined,
    ): Promise<Certificate | Refused> => {
      const now = clock.now();
      const refused = refusedPeriod(period, now);
      if (refused) return refused;
      const found = await chooseAccounts(tenantId, period, accountIds);
      if (found === 'account_unknown') return found;
      if (found.chosen.length > maxAccounts) return 'too_many_accounts';
      const content: CertificateContent = {
        id: ids.next(),
        issuedAt: now,
        issuedBy: userId,
        company: { id: tenantId, ...defined({ name: tenantName }) },
        ...(await judged(tenantId, period, found)),
      };
      const certificate = { content, digest: sha256(canonicalText(content)) };
      await certificates.keep(tenantId, certificate);
      return certificate;
    },

    /** A certificate as it was issued, and whether it holds today. */
    read: async (ref: CertificateRef): Promise<CertificateNow | undefined> => {
      const certificate = await certificates.get(ref);
      if (!certificate) return undefined;
      const { accounts: issued, period } = certificate.content;
      const { tenantId } = ref;
      const found = await mapInParallel(issued, readsAtOnce, ({ accountId }) => accounts.get({ tenantId, accountId }));
      const there = found.flatMap((account, index) => {
        const accountId = issued[index]?.accountId;
        return account && accountId !== undefined ? [[accountId, account] as const] : [];
      });
      const now = await judgePeriod(
        tenantId,
        there.map(([, account]): Account => account),
        period,
      );
      const byId = new Map(now.flatMap((one, index) => (there[index] ? [[there[index][0], one] as const] : [])));
      return { certificate, standing: standingOf(issued, byId), checkedAt: clock.now() };
    },

    list: certificates.list.bind(certificates),
  };
};

export type Certificates = ReturnType<typeof makeCertificates>;
