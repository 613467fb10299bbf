import { DynamoCertificateStore } from '../../../shared/adapters/dynamodb/certificateStore.ts';
import { openCodes } from '../../../shared/domain/certificates/certificate.ts';
import { uuid } from '../../builders/bank.ts';
import { aCertificate, aCertifiedAccount } from '../../builders/certificate.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe('CertificateStore', () => {
  const suite = connectionsTableSuite();

  it('gives back every member of what was kept, of its own tenant only', async () => {
    const store = new DynamoCertificateStore(suite.table());
    const tenantId = suite.aTenant();
    const full = aCertificate({
      noAccounts: true,
      verdict: 'open',
      accounts: [
        aCertifiedAccount({
          formerReferences: ['BE10'],
          product: 'Zichtrekening',
          verdict: 'open',
          provenBy: { by: 'tenant', knownBalance: { amount: '1.00', date: '2026-02-28' }, beforeStart: '-30.00' },
          corrections: { lateLines: 1, adjustments: 2, sum: '-42.50', more: true },
          open: openCodes.map((code) => ({
            code,
            from: '2026-03-01',
            to: '2026-03-02',
            difference: '7.00',
            balance: { amount: '1.00', date: '2026-03-02' },
            number: '2026-0001',
            lines: 2,
            health: 'authorization_expired',
            withdrawn: { at: '2026-04-01T09:00:00.000Z', reason: 'late_line' },
          })),
        }),
      ],
      leftOut: {
        count: 1,
        accounts: [{ accountId: uuid(102), reference: 'BE20', currency: 'USD', code: 'not_chosen' }],
      },
    });

    await store.keep(tenantId, full);

    expect(await store.get({ tenantId, certificateId: uuid(701) })).toEqual(full);
    expect(await store.get({ tenantId: suite.aTenant(), certificateId: uuid(701) })).toBeUndefined();
  });

  it('keeps the first under an id, whatever comes later', async () => {
    const store = new DynamoCertificateStore(suite.table());
    const tenantId = suite.aTenant();
    await store.keep(tenantId, aCertificate());

    await store.keep(tenantId, aCertificate({ verdict: 'open' }));

    expect((await store.get({ tenantId, certificateId: uuid(701) }))?.content.verdict).toBe('complete');
    expect((await store.list(tenantId, { limit: 5 })).items.map(({ verdict }) => verdict)).toEqual(['complete']);
  });
});
