import type {
  Certificate,
  CertificateContent,
  CertifiedAccount,
} from '../../shared/domain/certificates/certificate.ts';
import { uuid } from './bank.ts';

export const aCertifiedAccount = (overrides: Partial<CertifiedAccount> = {}): CertifiedAccount => ({
  accountId: uuid(101),
  reference: 'BE68539007547034',
  referenceType: 'IBAN',
  currency: 'EUR',
  holderName: 'Bakkerij Els',
  journal: { id: uuid(201), code: 'KBC', name: 'KBC current account' },
  verdict: 'complete',
  completeFrom: '2026-03-01',
  completeUpTo: '2026-03-31',
  openingBalance: '1000.00',
  closingBalance: '850.00',
  provenBy: {
    by: 'bank',
    bankBalance: { amount: '850.00', date: '2026-03-31', changedAt: '2026-04-01T04:00:00.000Z' },
  },
  statements: { count: 3, first: '2026-0001', last: '2026-0003' },
  corrections: { lateLines: 0, adjustments: 0, sum: '0.00' },
  open: [],
  ...overrides,
});

export const aCertificate = (overrides: Partial<CertificateContent> = {}): Certificate => ({
  content: {
    id: uuid(701),
    issuedAt: '2026-04-02T09:00:00.000Z',
    issuedBy: 'user-1',
    company: { id: 'tenant-1', name: 'Bakkerij De Korenaar' },
    period: { from: '2026-03-01', to: '2026-03-31' },
    verdict: 'complete',
    accounts: [aCertifiedAccount()],
    leftOut: { count: 0, accounts: [] },
    ...overrides,
  },
  digest: 'ab'.repeat(32),
});
