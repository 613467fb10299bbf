import type { Actor } from '../../domain/connections/history.ts';
import type { Person } from './beginConsent.ts';

/** A person as the history names one. */
export const userOf = ({ userId }: Pick<Person, 'userId'>): Actor => ({ kind: 'user', userId });
