import { isCalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import { isAllowedReturnUrl } from '../../domain/consents/returnUrl.ts';
import { parseStatementId } from '../../domain/ids/outsideIds.ts';
import { openingUntil, type PageVisitor } from '../../domain/pages/pageSession.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { PageSessions } from '../../ports/pageSessions.ts';

interface Deps {
  readonly pageSessions: Pick<PageSessions, 'offer'>;
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly reader: Pick<LedgerReader, 'statement'>;
  readonly ids: Pick<IdSource, 'secret'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly returnUrlAllowList: readonly string[];
  /** Address that the token is added to. */
  readonly openingUrl: string;
}

export type OfferedPageSession =
  | { readonly kind: 'offered'; readonly url: string; readonly expiresAt: Instant }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'institution_unknown' }
  | { readonly kind: 'return_url_not_allowed' };

/** Makes the address by which one person opens the pages, once. What it names has to be the tenant's own. */
export const makeOfferPageSession = (deps: Deps) => {
  const isThere = async ({ tenantId, connectionId, accountId, statementId }: PageVisitor): Promise<boolean> => {
    if (connectionId !== undefined && !(await deps.connections.get({ tenantId, connectionId }))) return false;
    if (accountId !== undefined && !(await deps.accounts.get({ tenantId, accountId }))) return false;
    return statementId === undefined || hasStatement(tenantId, statementId);
  };

  const hasStatement = async (tenantId: string, statementId: string): Promise<boolean> => {
    const ref = parseStatementId(statementId);
    if (!ref || !isCalendarDate(ref.periodFrom)) return false;
    const account = await deps.accounts.get({ tenantId, accountId: ref.accountId });
    if (!account) return false;
    const ledger = { tenantId, accountId: account.id };
    return (await deps.reader.statement(ledger, ref.periodFrom)) !== undefined;
  };

  return async (visitor: PageVisitor): Promise<OfferedPageSession> => {
    const { returnUrl, institutionId } = visitor;
    if (returnUrl !== undefined && !isAllowedReturnUrl(returnUrl, deps.returnUrlAllowList)) {
      return { kind: 'return_url_not_allowed' };
    }
    if (!(await isThere(visitor))) return { kind: 'not_found' };
    if (institutionId !== undefined && !(await deps.catalogue.get(institutionId))) {
      return { kind: 'institution_unknown' };
    }
    const token = deps.ids.secret();
    const expiresAt = openingUntil(deps.clock.now());
    await deps.pageSessions.offer(token, visitor, expiresAt);
    return { kind: 'offered', url: `${deps.openingUrl}${token}`, expiresAt };
  };
};
