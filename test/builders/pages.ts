import type { AccountBody } from '../../shared/contracts/http/accounts.ts';
import type { ConnectionBody } from '../../shared/contracts/http/connections.ts';
import type { Frame } from '../../shared/presentation/pages/layout.ts';

/** Bodies of the API as pages get them, and the frame around a page. */

export const anAccountBody = (members: Partial<AccountBody> = {}): AccountBody => ({
  id: 'acc-1',
  connectionId: 'con-1',
  institutionId: 'ins-kbc',
  pontoId: 'ponto-1',
  reference: 'BE68539007547034',
  referenceType: 'IBAN',
  currency: 'EUR',
  holderName: 'Bakkerij De Korenaar',
  description: 'Zichtrekening',
  deprecated: false,
  authorization: { state: 'valid', expiresAt: '2027-05-01T08:00:00.000Z', daysLeft: 154 },
  balances: { current: { amount: '52019.87', currency: 'EUR' } },
  link: {
    action: 'link_journal',
    journalId: 'jou-1',
    frequency: 'every_6_hours',
    statementPeriod: 'monthly',
    importFrom: '2026-01-01',
    linkedAt: '2026-01-02T08:00:00.000Z',
  },
  nextSyncAt: '2026-11-28T13:40:00.000Z',
  refusedLineCount: 0,
  completeFrom: '2026-01-01',
  completeUpTo: '2026-11-27',
  health: { state: 'ok', message: 'All is well.' },
  ...members,
});

export const aConnectionBody = (members: Partial<ConnectionBody> = {}): ConnectionBody => ({
  id: 'con-1',
  method: 'oauth',
  status: 'active',
  institutionId: 'ins-kbc',
  contact: { email: 'ann@korenaar.example', name: 'Ann', locale: 'nl' },
  notify: [],
  health: { state: 'ok', message: 'All is well.' },
  accounts: [{ id: 'acc-1', reference: 'BE68539007547034', currency: 'EUR', linked: true, health: { state: 'ok' } }],
  accountCount: 1,
  createdAt: '2026-01-02T08:00:00.000Z',
  updatedAt: '2026-01-02T08:00:00.000Z',
  ...members,
});

export const aFrame = (members: Partial<Frame> = {}): Frame => ({
  language: 'en',
  product: 'Bookly',
  company: 'De Korenaar',
  assets: { style: '/pages/assets/1.css', script: '/pages/assets/2.js', icon: '/pages/assets/3.svg' },
  signedIn: { formToken: 'proof', navigation: true },
  ...members,
});

/** Saturday, ten in the morning in Brussels. */
export const pageNow = '2026-11-28T09:00:00.000Z';
