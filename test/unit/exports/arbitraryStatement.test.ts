import fc from 'fast-check';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { equals } from '../../../shared/domain/money/decimal.ts';
import { findReference } from '../../../shared/domain/references/findReference.ts';
import { ibanOf } from '../../../shared/exports/parts/iban.ts';
import { entryKey } from '../../../shared/exports/parts/referenceId.ts';
import { csv } from '../../../shared/exports/formats/csv.ts';
import { defaultOptions, writeStatement } from '../../../shared/exports/writeFile.ts';
import { arbitraryIban, arbitraryReference } from '../../builders/arbitraryReferences.ts';
import { arbitraryStatements } from '../../builders/arbitraryStatement.ts';

describe('the arbitrary statements that formats are tried with', () => {
  it('add up, follow each other and give no key twice', () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        for (const [at, statement] of statements.entries()) {
          expect(writeStatement(csv, statement, { isFirst: true, isLast: true }, defaultOptions)).not.toBe('');
          const before = statements[at - 1];
          if (!before) continue;
          expect(equals(before.closing, statement.opening)).toBe(true);
          expect(statement.period.from >= addDays(before.period.to, 1)).toBe(true);
        }
        const keys = statements.flatMap(({ entries }) => entries.map((entry) => entryKey(entry, 21)));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('have account numbers and references with right check digits', () => {
    fc.assert(
      fc.property(arbitraryIban('BE'), arbitraryIban('ES'), arbitraryIban('FR'), arbitraryReference, (...told) => {
        const [belgian, spanish, french, reference] = told;
        expect([belgian, spanish, french].map(ibanOf)).toEqual([belgian, spanish, french]);
        expect(findReference(reference.value)).toEqual(reference);
      }),
    );
  });

  it('come with every kind of line, verdict and state', () => {
    const seen = new Set(
      fc
        .sample(arbitraryStatements(), 200)
        .flat()
        .flatMap(({ state, proof, entries }) => [
          state,
          proof.verdict,
          ...entries.map(({ kind }) => kind),
          ...entries.map(({ content }) => content.reference?.kind ?? 'none'),
        ]),
    );

    expect([...seen].sort()).toEqual(
      [
        ...['open', 'final', 'proven', 'unproven', 'broken'],
        ...['line', 'late_line', 'adjustment', 'none', 'be_ogm', 'iso_11649'],
      ].sort(),
    );
  });
});
