import { bounds } from '../../contracts/http/bounds.ts';
import { operations } from '../../contracts/http/operations.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { renderHealth } from '../../presentation/health.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';
import type { makeFetchAccounts } from '../../usecases/connections/fetchAccounts.ts';

export interface FetchAccountsDeps {
  readonly fetchAccounts: ReturnType<typeof makeFetchAccounts>;
}

const renderFetched = (accounts: readonly Account[]) =>
  accounts.slice(0, bounds.report).map(({ id, reference, currency }) => ({ id, reference, currency }));

/** Looks for accounts of a connection, or begins the consent that adds some. */
export const makeFetchAccountsRoutes = ({ fetchAccounts }: FetchAccountsDeps) => ({
  fetchAccounts: route(operations.fetchAccounts, async ({ id, body, caller, language }) => {
    const outcome = await fetchAccounts(caller, id, body.returnUrl);
    switch (outcome.kind) {
      case 'fetched': {
        const { added, kept, lost } = outcome.accounts;
        return json(200, {
          added: renderFetched(added),
          kept: renderFetched(kept),
          lost: renderFetched(lost),
          counts: { added: added.length, kept: kept.length, lost: lost.length },
          authorized: outcome.authorized.slice(0, bounds.report),
          notice: outcome.notice && renderHealth(language, outcome.notice, { connectionId: id }),
        });
      }
      case 'begun':
        return json(200, {
          authorizationUrl: outcome.authorizationUrl,
          notice: outcome.notice && renderHealth(language, outcome.notice),
        });
      case 'unknown_connection':
        return problem('not_found');
      case 'disconnected':
        return problem('connection_disconnected');
      case 'not_active':
        return problem('connection_not_active');
      case 'return_url_not_allowed':
      case 'wrong_method':
        return problem(outcome.kind);
    }
  }),
});
