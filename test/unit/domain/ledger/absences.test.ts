import fc from 'fast-check';
import { healthOfFault } from '../../../../shared/domain/connections/health.ts';
import { absencesOf, type Situation } from '../../../../shared/domain/ledger/whereIsPayment.ts';
import { defined } from '../../../../shared/language/defined.ts';

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const situations: fc.Arbitrary<Situation> = fc
  .record({
    startsOn: maybe(day),
    blocked: maybe(fc.constant(healthOfFault('authorization_expired'))),
    coveredUpTo: maybe(day),
    failed: maybe(fc.constant(healthOfFault('bank_unavailable'))),
    readAt: maybe(fc.constant('2026-03-28T09:00:00.000Z')),
    completeFrom: maybe(day),
    completeUpTo: maybe(day),
  })
  .chain((facts) =>
    fc
      .record({ underWay: fc.boolean(), refusedLines: fc.integer({ min: 0, max: 2 }) })
      .map((counts) => ({ ...defined(facts), ...counts })),
  );

describe('why a payment is missing', () => {
  it('is never claimed beyond what was seen', () => {
    fc.assert(
      fc.property(day, day, situations, (one, other, situation) => {
        const days = one < other ? { from: one, to: other } : { from: other, to: one };
        const { startsOn, readAt, refusedLines, completeFrom = days.from, completeUpTo = '' } = situation;
        const codes = absencesOf(days, situation).map(({ code }) => code);
        const isProven = days.from >= completeFrom && days.to <= completeUpTo;

        expect(codes.length).toBeGreaterThan(0);
        if (codes.includes('not_at_ponto')) expect([readAt === undefined, refusedLines]).toEqual([false, 0]);
        if (codes.includes('not_at_bank')) expect(isProven).toBe(true);
        if (refusedLines > 0 && startsOn !== undefined && days.to >= startsOn) expect(codes).toContain('line_refused');
        if (codes.includes('authorization_gap')) expect(codes.filter((code) => code.startsWith('not_at_'))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
