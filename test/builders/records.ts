import type {
  Account,
  Connection,
  ConnectionTransition,
  Journal,
  Link,
} from '../../shared/domain/connections/connection.ts';
import type { Institution } from '../../shared/domain/institutions/institution.ts';
import { noCounts, type Sync } from '../../shared/domain/syncs/sync.ts';
import type { ConnectionMove } from '../../shared/ports/connections.ts';
import { uuid } from './bank.ts';

export const aConnection = (overrides: Partial<Connection> = {}): Connection => ({
  tenantId: 'tenant-1',
  id: uuid(1),
  method: 'oauth',
  status: 'active',
  institutionId: uuid(900_002),
  contact: { email: 'els@bakery.example' },
  notify: [],
  createdAt: '2026-03-01T08:00:00.000Z',
  updatedAt: '2026-03-01T08:00:00.000Z',
  ...overrides,
});

/** A move with what its transition has to carry. A block or its end is made only if it was recorded at `reportedAt`. */
export const aMove = <T extends ConnectionTransition>(
  transition: T,
  { at, ...overrides }: Partial<Extract<ConnectionMove, { transition: T }>> & { readonly at: string },
): ConnectionMove => {
  const carried = {
    activate: { transition: 'activate', at, organizationId: 'organization-1', method: 'oauth' },
    tokensRefused: {
      transition: 'tokensRefused',
      at,
      statusCode: 'reconnect_required',
      unless: { activatedAfter: at },
    },
    block: { transition: 'block', at, statusCode: 'organization_blocked', reportedAt: at },
    unblock: { transition: 'unblock', at, reportedAt: at },
    disconnect: { transition: 'disconnect', at, revocation: 'pending' },
  } as const;
  return { ...carried[transition], ...overrides } as ConnectionMove;
};

export const anAccount = (overrides: Partial<Account> = {}): Account => ({
  tenantId: 'tenant-1',
  id: uuid(101),
  connectionId: uuid(1),
  institutionId: uuid(900_002),
  pontoId: uuid(900_001),
  reference: 'BE68539007547034',
  referenceType: 'IBAN',
  currency: 'EUR',
  holderName: 'Bakkerij Els',
  deprecated: false,
  availability: 'available',
  authorization: { revoked: false },
  balances: {},
  createdAt: '2026-03-01T08:00:00.000Z',
  updatedAt: '2026-03-01T08:00:00.000Z',
  ...overrides,
});

export const aLink = (overrides: Partial<Link> = {}): Link => ({
  journalId: uuid(201),
  frequency: 'every_12_hours',
  statementPeriod: 'daily',
  importFrom: '2026-03-01',
  linkedAt: '2026-03-10T08:00:00.000Z',
  ...overrides,
});

export const aJournal = (overrides: Partial<Journal> = {}): Journal => ({
  tenantId: 'tenant-1',
  id: uuid(201),
  code: 'KBC',
  name: 'KBC current account',
  currency: 'EUR',
  ...overrides,
});

export const anInstitution = (overrides: Partial<Institution> = {}): Institution => ({
  id: uuid(900_002),
  name: 'KBC',
  bic: 'KREDBEBB',
  country: 'BE',
  status: 'stable',
  deprecated: false,
  ...overrides,
});

export const aSync = (overrides: Partial<Sync> = {}): Sync => ({
  tenantId: 'tenant-1',
  accountId: uuid(101),
  id: uuid(301),
  trigger: 'schedule',
  status: 'queued',
  counts: noCounts,
  pages: 0,
  createdAt: '2026-03-10T08:00:00.000Z',
  updatedAt: '2026-03-10T08:00:00.000Z',
  ...overrides,
});

/** Ids in a row, so that a failing test is easy to read. */
export const countedIds = (from = 1000) => {
  let last = from;
  return {
    next: (): string => {
      last += 1;
      return uuid(last);
    },
    secret: (): string => {
      last += 1;
      return `secret-${last}`;
    },
  };
};

/** A clock that a test sets; a pause passes at once. */
export const aClock = (now = '2026-03-10T09:00:00.000Z') => {
  const clock = {
    at: now,
    pauses: [] as number[],
    now: (): string => clock.at,
    sleep: async (milliseconds: number): Promise<void> => {
      clock.pauses.push(milliseconds);
      clock.pass(milliseconds);
    },
    pass: (milliseconds: number): void => {
      clock.at = new Date(Date.parse(clock.at) + milliseconds).toISOString();
    },
  };
  return clock;
};
