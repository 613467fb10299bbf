import fc from 'fast-check';
import { findReference } from '../../../../shared/domain/references/findReference.ts';

const ogm = '+++090/9337/55493+++';

/** An independent check number: BigInt over the whole, unlike the code under test. */
const communicationOf = (base: number): string => {
  const digits = String(base).padStart(10, '0');
  const rest = BigInt(digits) % 97n;
  return digits + String(rest === 0n ? 97n : rest).padStart(2, '0');
};

const grouped = (digits: string, separator: string): string =>
  [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].join(separator);

/** Check digits of ISO 11649 by the rule of the standard: 98 minus the rest of 97 with `00` in their place. */
const creditorReferenceOf = (base: string): string => {
  const digits = [...`${base}RF00`].map((sign) => Number.parseInt(sign, 36)).join('');
  return `RF${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${base}`;
};

const bases = fc.integer({ min: 0, max: 9_999_999_999 });
const creditorBases = fc.stringMatching(/^[A-Z0-9]{1,21}$/);

describe('Belgian structured communication', () => {
  it.each([
    '+++090/9337/55493+++',
    '***090/9337/55493***',
    '+++ 090/9337/55493 +++',
    '+++090933755493+++',
    '+++0909/3375/5493+++',
    '090/9337/55493',
    '090 9337 55493',
    '090.9337.55493',
    '090-9337-55493',
    '090 / 9337 / 55493',
    '090933755493',
    'Factuur 2026-14 090/9337/55493, dank u',
    'payment (090933755493)',
    'REF:090933755493.',
    '+++090/9337/\n55493+++',
  ])('is found in "%s"', (text) => {
    expect(findReference(text)).toEqual({ kind: 'be_ogm', value: ogm });
  });

  it('is found under every spelling, whatever its digits', () => {
    const spell = fc.constantFrom<(digits: string) => string>(
      (digits) => digits,
      (digits) => grouped(digits, '/'),
      (digits) => grouped(digits, ' '),
      (digits) => `+++${grouped(digits, '/')}+++`,
      (digits) => `***${grouped(digits, '/')}***`,
    );

    fc.assert(
      fc.property(bases, spell, (base, spelled) => {
        const digits = communicationOf(base);
        expect(findReference(`Betaling ${spelled(digits)} bedankt`)).toEqual({
          kind: 'be_ogm',
          value: `+++${grouped(digits, '/')}+++`,
        });
      }),
    );
  });

  it('writes a rest of 0 as 97', () => {
    expect(findReference('+++000/0000/09797+++')?.value).toBe('+++000/0000/09797+++');
    expect(findReference('+++000/0000/09700+++')).toBeUndefined();
  });

  it('is not taken with any other check number', () => {
    fc.assert(
      fc.property(bases, fc.integer({ min: 0, max: 99 }), (base, check) => {
        const right = communicationOf(base);
        const checked = right.slice(0, 10) + String(check).padStart(2, '0');
        fc.pre(checked !== right);
        expect(findReference(`+++${grouped(checked, '/')}+++`)).toBeUndefined();
      }),
    );
  });

  it('is not found when one digit is mistyped', () => {
    fc.assert(
      fc.property(bases, fc.nat(11), fc.integer({ min: 1, max: 9 }), (base, position, shift) => {
        const digits = [...communicationOf(base)];
        digits[position] = String((Number(digits[position]) + shift) % 10);
        expect(findReference(grouped(digits.join(''), '/'))).toBeUndefined();
      }),
    );
  });

  it('is not found inside a longer number', () => {
    const more = fc.stringMatching(/^\d{1,6}$/);

    fc.assert(
      fc.property(bases, more, fc.constantFrom('', '.', ',', '-', '/'), fc.boolean(), (base, digits, joint, before) => {
        const communication = communicationOf(base);
        const text = before ? digits + joint + communication : communication + joint + digits;
        // A longer number may by chance be spelled like another communication: only the planted one is meant.
        expect(findReference(text)?.value).not.toBe(`+++${grouped(communication, '/')}+++`);
      }),
    );
  });

  it.each([
    ['a Belgian IBAN', 'BE62510007547061'],
    ['a Belgian IBAN in groups', 'BE62 5100 0754 7061'],
    ['a Belgian IBAN whose account number has the same check number', 'BE71 096123456769'],
    ['the same without a space', 'BE71096123456769'],
    ['a Belgian account number in its old spelling', '096-1234567-69'],
    ['a card number', '5169090933755493'],
    ['a card number in groups', '5169 0909 3375 5493'],
    ['a number of 14 digits', '09093375549300'],
    ['a spaced number that goes on', '12 090 9337 55493'],
    ['a code with letters', 'INV090933755493'],
    ['an amount', '090933755493,50'],
  ])('is not found in %s', (_what, text) => {
    expect(findReference(text)).toBeUndefined();
  });

  it('is the first valid one of several', () => {
    const wrong = '+++090/9337/55494+++';

    expect(findReference(`${wrong} ${ogm} +++000/0000/09797+++`)?.value).toBe(ogm);
    expect(findReference('RF18539007547034 of +++090/9337/55493+++')?.kind).toBe('iso_11649');
    expect(findReference('+++090/9337/55493+++ of RF18539007547034')?.kind).toBe('be_ogm');
  });

  it('is found among the labels of ING Netherlands', () => {
    const text =
      'Naam: Bakkerij Peeters BV Omschrijving: +++090/9337/55493+++ IBAN: BE71096123456769 Kenmerk: 17-11-2026 23:14 ' +
      '0020001234567890 Valutadatum: 18-11-2026';

    expect(findReference(text)).toEqual({ kind: 'be_ogm', value: ogm });
  });
});

describe('creditor reference (ISO 11649)', () => {
  it.each([
    'RF18539007547034',
    'RF18 5390 0754 7034',
    'rf18 5390 0754 7034',
    'RF18 539007547034',
    'Factuur RF18539007547034 bedankt',
    'Factuur RF18 5390 0754 7034 bedankt',
    'Kenmerk:RF18539007547034.',
  ])('is found in "%s"', (text) => {
    expect(findReference(text)).toEqual({ kind: 'iso_11649', value: 'RF18539007547034' });
  });

  it('is found without spaces and in groups of four, whatever its signs', () => {
    fc.assert(
      fc.property(creditorBases, fc.boolean(), (base, inGroups) => {
        const value = creditorReferenceOf(base);
        const text = inGroups ? value.replaceAll(/(.{4})(?=.)/g, '$1 ') : value;
        // In groups a shorter reading may be right by chance (1 in 97): the whole text is read first.
        expect(findReference(text)).toEqual({ kind: 'iso_11649', value });
      }),
    );
  });

  it('is not found when one sign is mistyped', () => {
    fc.assert(
      fc.property(creditorBases, fc.nat(20), (base, position) => {
        const value = creditorReferenceOf(base);
        const at = 4 + (position % base.length);
        const [other, another] = /\d/.test(value.charAt(at)) ? ['7', '8'] : ['G', 'H'];
        const typed = value[at] === other ? another : other;
        expect(findReference(value.slice(0, at) + typed + value.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it.each(['RF19539007547034', 'SURF18539007547034', 'RF18', 'RF', 'RF99A', 'RF185390075470341234567890123'])(
    'is not found in "%s"',
    (text) => {
      expect(findReference(text)).toBeUndefined();
    },
  );
});

it('answers for every text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect([undefined, 'be_ogm', 'iso_11649']).toContain(findReference(text)?.kind);
    }),
  );
});

it('looks no further than a communication can be long', () => {
  expect(findReference(`${'x '.repeat(2_000)}${ogm}`)?.value).toBe(ogm);
  expect(findReference(`${'x '.repeat(2_048)}${ogm}`)).toBeUndefined();
});

it('stays quick on hostile text', () => {
  expect(findReference('0 '.repeat(50_000) + '+++' + '1/'.repeat(50_000))).toBeUndefined();
  expect(findReference('RF18 '.repeat(50_000))).toBeUndefined();
  expect(findReference('+++1 1 1 1 1 1 1 1 1 1 1 x'.repeat(50_000))).toBeUndefined();
});
