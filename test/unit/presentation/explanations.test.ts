import { explainReason } from '../../../shared/presentation/explanations.ts';

const readAt = '2026-03-20T09:00:00.000Z';
const bankReachedAt = '2026-03-20T08:00:00.000Z';
const blocked = { state: 'action_required', code: 'authorization_expired' } as const;
const failed = { state: 'passing', code: 'bank_unavailable' } as const;

describe('an explanation of where a payment is', () => {
  it.each([
    [{ code: 'before_import_from', startsOn: '2026-03-01' }, /start on 1 March 2026\./],
    [{ code: 'line_refused', lines: 1 }, /may be that one\.$/],
    [{ code: 'line_refused', lines: 3 }, /sent 3 transactions/],
    [{ code: 'not_at_bank', completeUpTo: '2026-03-19' }, /up to 19 March 2026\./],
    [{ code: 'not_at_ponto', readAt }, /, on 20 March 2026 at 10:00 CET\.$/],
    [{ code: 'not_at_ponto', readAt, bankReachedAt }, /Ponto last reached the bank on 20 March 2026 at 09:00 CET\.$/],
    [{ code: 'authorization_gap', blocked }, /^Nothing was fetched for this day\. The authorisation of this account/],
    [{ code: 'authorization_gap', blocked, bankReachedAt }, /09:00 CET\. The authorisation of this account has ended/],
    [{ code: 'not_read_yet', underWay: true }, /being read right now/],
    [{ code: 'not_read_yet', underWay: false }, /not been read to the end yet/],
    [{ code: 'not_read_yet', underWay: false, readAt }, /^The account was last read on 20 March 2026 at 10:00 CET\.$/],
    [
      { code: 'not_read_yet', underWay: false, failed, readAt },
      /^The last run failed\. The bank could not.* 10:00 CET\.$/,
    ],
  ] as const)('says what is known: %j', (reason, words) => {
    const { message, nextStep } = explainReason('en', reason);

    expect(message).toMatch(words);
    expect(nextStep).toMatch(/^[A-Z].*\.$/);
  });

  it('writes days and moments as the reader does', () => {
    const { message } = explainReason('nl', { code: 'not_at_ponto', readAt });

    expect(message).toContain('20 maart 2026');
    expect(message).toContain('10:00 CET');
  });
});
