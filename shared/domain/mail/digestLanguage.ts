import type { Connection } from '../connections/connection.ts';
import { languageOf, type Language } from './language.ts';

/**
 * The language in which an accountant is written to, of whom we know the address only: the one of most tenants. Each counts
 * once, by the oldest of its connections whose contact has a language; where as many want another one, the oldest connection
 * decides. So nobody who comes later turns it alone, by connections or by their order.
 */
export const digestLanguageOf = (
  connections: readonly Pick<Connection, 'tenantId' | 'id' | 'createdAt' | 'contact'>[],
): Language => {
  const votes = new Map<string, Language>();
  for (const { tenantId, contact } of [...connections].sort(byAge)) {
    if (contact?.locale !== undefined && !votes.has(tenantId)) votes.set(tenantId, languageOf(contact.locale));
  }
  const cast = [...votes.values()];
  const count = (language: Language): number => cast.filter((each) => each === language).length;
  const [oldest = languageOf(undefined)] = cast;
  return cast.reduce((most, language) => (count(language) > count(most) ? language : most), oldest);
};

type Aged = Pick<Connection, 'tenantId' | 'id' | 'createdAt'>;

const byAge = (a: Aged, b: Aged): number =>
  compared(a.createdAt, b.createdAt) || compared(a.tenantId, b.tenantId) || compared(a.id, b.id);

const compared = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
