import { pagePaths } from '../../../shared/contracts/pagePaths.ts';
import type { PageSession } from '../../../shared/domain/pages/pageSession.ts';

const path = (...parts: readonly string[]): string => [pagePaths.root, ...parts.map(encodeURIComponent)].join('/');

/** The page that a page session begins on. */
export const landingOf = (session: PageSession): string => {
  const { page, institutionId, accountId, statementId, connectionId } = session;
  switch (page) {
    case 'connect':
      return institutionId === undefined ? path('connect') : path('connect', institutionId);
    case 'account':
      return accountId === undefined ? path('overview') : path('accounts', accountId);
    case 'statement':
      return statementId === undefined ? path('overview') : path('statements', statementId);
    case 'renew':
      return connectionId === undefined ? path('overview') : path('renew', connectionId);
    case 'month':
      return path('month');
    case 'overview':
      return path('overview');
  }
};
