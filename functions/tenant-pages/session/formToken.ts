import { createHash } from 'node:crypto';
import type { PageSession } from '../../../shared/domain/pages/pageSession.ts';

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Stands for a person at a tenant: forms of one page session are told from those of another person's. */
const whoOf = ({ tenantId, userId }: PageSession): string => hash('visitor', tenantId, userId).slice(0, 22);

/** What only a page that this browser was shown can send: nobody else knows the secret of its cookie. */
export const formTokenOf = (secret: string, session: PageSession): string =>
  `${whoOf(session)}.${hash('form', secret, whoOf(session))}`;

/**
 * - `ours`: of a page of this page session.
 * - `earlier`: of the same person, from before the page session began: what was typed is shown once more.
 * - `foreign`: of somebody else, or made up.
 */
export type FormVerdict = 'ours' | 'earlier' | 'foreign';

export const judgeForm = (token: string, secret: string, session: PageSession): FormVerdict => {
  if (token === formTokenOf(secret, session)) return 'ours';
  return token.split('.')[0] === whoOf(session) ? 'earlier' : 'foreign';
};
