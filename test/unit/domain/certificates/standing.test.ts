import { standingOf } from '../../../../shared/domain/certificates/standing.ts';
import type { CertifiedAccount } from '../../../../shared/domain/certificates/certificate.ts';
import { canonicalText } from '../../../../shared/domain/certificates/canonicalText.ts';
import { aCertifiedAccount } from '../../../builders/certificate.ts';

const after = (now: Partial<CertifiedAccount>, was: Partial<CertifiedAccount> = {}) => {
  const issued = aCertifiedAccount(was);
  return standingOf([issued], new Map([[issued.accountId, aCertifiedAccount({ ...was, ...now })]]));
};

describe('whether a certificate holds', () => {
  it.each([{ openingBalance: '999.00' }, { closingBalance: '851.00' }])(
    'changes with the balances of its ends: %j',
    (now) => {
      expect(after(now).changes).toMatchObject([{ code: 'balances_changed', ...now }]);
    },
  );

  it('changes with late lines that add up to nothing', () => {
    const corrections = { lateLines: 2, adjustments: 0, sum: '0.00' };

    expect(after({ corrections }).changes).toMatchObject([{ code: 'corrected', corrections }]);
  });

  it('tells a correction that was taken back by what is left of it', () => {
    const was = { corrections: { lateLines: 1, adjustments: 0, sum: '-5.00' } };

    expect(after({ corrections: { lateLines: 0, adjustments: 0, sum: '0.00' } }, was).changes).toMatchObject([
      { code: 'corrected', corrections: { lateLines: 0, adjustments: 0, sum: '5.00' } },
    ]);
  });

  it('does not change with what the account is called, its journal, or the balance that proves it', () => {
    const {
      journal: _unlinked,
      provenBy: _other,
      ...same
    } = aCertifiedAccount({ reference: 'BE1', holderName: 'New' });
    const issued = aCertifiedAccount();

    expect(standingOf([issued], new Map([[issued.accountId, same]]))).toEqual({ state: 'holds', changes: [] });
  });
});

describe('the canonical text', () => {
  // The digest of every certificate that was ever issued hangs on this.
  it('sorts members at every depth, leaves out what has no value, and writes nothing between', () => {
    const text = canonicalText({ b: [{ y: 1, x: undefined, a: 'é"\n' }], a: true, '€': '', Z: {} });

    expect(text).toBe('{"Z":{},"a":true,"b":[{"a":"é\\"\\n","y":1}],"€":""}');
  });
});
