import type { Account, Link } from '../../shared/domain/connections/connection.ts';
import type { FeedAccount } from '../../shared/domain/ledger/feedAccount.ts';
import type { FeedLine, LineContent } from '../../shared/domain/ledger/line.ts';

/** A UUID that is easy to read in a failing test. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const aContent = (overrides: Partial<LineContent> = {}): LineContent => ({
  executionDate: '2026-03-10',
  amount: '-12.50',
  currency: 'EUR',
  counterpartyName: 'Molens van Deinze',
  counterpartyReference: 'BE71096123456769',
  remittanceText: 'Flour',
  ...overrides,
});

export const aLine = (number: number, overrides: Partial<LineContent> = {}): FeedLine => ({
  pontoId: uuid(number),
  content: aContent(overrides),
  createdAt: new Date(Date.parse('2026-01-01T00:00:00Z') + number * 1000).toISOString(),
});

export const aFeedAccount = (overrides: Partial<FeedAccount> = {}): FeedAccount => ({
  pontoId: uuid(900_001),
  institutionId: uuid(900_002),
  reference: 'BE68539007547034',
  referenceType: 'IBAN',
  currency: 'EUR',
  holderName: 'Bakkerij Els',
  deprecated: false,
  availability: 'available',
  currentBalance: { amount: '1000.00', currency: 'EUR', referenceDate: '2026-03-10' },
  latestSynchronization: { id: uuid(800_001), subtype: 'accountTransactions', status: 'success', errorCodes: [] },
  ...overrides,
});

export const aLinkedAccount = (link: Partial<Link> = {}): Account & { link: Link } => ({
  tenantId: 'tenant-1',
  id: 'account-1',
  connectionId: 'connection-1',
  institutionId: uuid(900_002),
  pontoId: uuid(900_001),
  reference: 'BE68539007547034',
  referenceType: 'IBAN',
  currency: 'EUR',
  deprecated: false,
  availability: 'available',
  authorization: { revoked: false },
  balances: {},
  createdAt: '2026-03-01T08:00:00.000Z',
  updatedAt: '2026-03-01T08:00:00.000Z',
  link: {
    journalId: 'journal-1',
    frequency: 'every_12_hours',
    statementPeriod: 'daily',
    importFrom: '2026-03-01',
    linkedAt: '2026-03-10T08:00:00.000Z',
    ...link,
  },
});
