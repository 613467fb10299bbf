import type { ConnectionBody } from '../../../../shared/contracts/http/connections.ts';
import type { InstitutionBody } from '../../../../shared/contracts/http/institutions.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { addresses } from '../../../../shared/presentation/pages/addresses.ts';
import { findBankPage, type Unfinished } from '../../../../shared/presentation/pages/connect/findBank.ts';
import type { PageContext, Visit } from '../../visit.ts';
import { bankNameOf, problemAnswer, shownTo, type ConnectDeps } from './parts.ts';

/** Who has left a consent for longer does not look for it here. */
const unfinishedMs = 7 * 86_400_000;
const maxUnfinished = 5;
const allBanks = '200';

/** What a living connection waits for, if anything. */
const waitsFor = (connection: ConnectionBody, now: string): Unfinished['waitsFor'] | undefined => {
  if (connection.unconfirmed) return 'confirmation';
  if (connection.status === 'awaiting_consent') {
    return Date.parse(now) - Date.parse(connection.updatedAt) < unfinishedMs ? 'consent' : undefined;
  }
  if (connection.status !== 'active') return undefined;
  if (!connection.accounts.some(({ linked }) => linked)) return 'accounts';
  return connection.accounts.some(({ health }) => health.code === 'first_import') ? 'import' : undefined;
};

const unfinishedOf = async (
  visit: Visit,
  connections: readonly ConnectionBody[],
  banks: readonly InstitutionBody[],
): Promise<readonly Unfinished[]> => {
  const found: Unfinished[] = [];
  for (const connection of connections) {
    const waits = waitsFor(connection, visit.now);
    if (waits === undefined || found.length === maxUnfinished) continue;
    const { id: connectionId, institutionId } = connection;
    const listed = banks.find(({ id }) => id === institutionId)?.name;
    const bank = listed ?? (await bankNameOf(visit, institutionId));
    found.push({ connectionId, waitsFor: waits, ...defined({ bank }) });
  }
  return found;
};

const countriesOf = (banks: readonly InstitutionBody[]): readonly string[] => [
  ...new Set(banks.flatMap(({ country = '' }) => (/^[A-Z]{2}$/.test(country) ? [country] : []))),
];

/** All banks, or those that fit; and what was begun before. */
export const showBanks = (deps: ConnectDeps) => async (c: PageContext) => {
  const visit = c.get('visit');
  const search = c.req.query('search')?.slice(0, 100).trim() ?? '';
  const wanted = c.req.query('country') ?? '';
  const country = /^[A-Za-z]{2}$/.test(wanted) ? wanted.toUpperCase() : '';
  const cursor = c.req.query('cursor');
  const filter = { ...(search !== '' && { search }), ...(country !== '' && { country }) };
  const [listed, known] = await Promise.all([
    visit.api.call('listInstitutions', { query: { limit: allBanks, ...filter, ...defined({ cursor }) } }),
    visit.api.call('listConnections', { query: { limit: '50' } }),
  ]);
  if (listed.kind === 'problem') return problemAnswer(c, deps, listed.problem, { address: addresses.connect });
  // A bank that is connected already would look as if it were not.
  if (known.kind === 'problem') return problemAnswer(c, deps, known.problem, { address: addresses.connect });
  const isAll = search === '' && country === '' && cursor === undefined;
  const all = isAll ? listed : await visit.api.call('listInstitutions', { query: { limit: allBanks } });
  const connections = known.body.items;
  const banks = listed.body.items;
  const page = findBankPage({
    ...shownTo(visit),
    banks,
    nextCursor: listed.body.nextCursor,
    countries: countriesOf(all.kind === 'done' ? all.body.items : banks),
    search,
    country,
    unfinished: await unfinishedOf(visit, connections, banks),
    connected: new Set(
      connections.flatMap(({ institutionId, status }) =>
        institutionId !== undefined && status !== 'disconnected' && status !== 'awaiting_consent'
          ? [institutionId]
          : [],
      ),
    ),
    isRefused: c.req.query('done') === 'refused',
  });
  return c.html(page);
};
