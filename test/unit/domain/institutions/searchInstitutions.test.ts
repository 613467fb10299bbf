import fc from 'fast-check';
import { noticeFor } from '../../../../shared/domain/institutions/institution.ts';
import {
  searchInstitutions,
  type InstitutionSearch,
} from '../../../../shared/domain/institutions/searchInstitutions.ts';
import { anInstitution } from '../../../builders/records.ts';

const banks = [
  anInstitution({ id: '1', name: 'KBC', bic: 'KREDBEBB' }),
  anInstitution({ id: '2', name: 'Crédit Agricole', bic: 'NICABEBB' }),
  anInstitution({ id: '3', name: 'ABN AMRO', bic: 'ABNANL2A', country: 'NL', status: 'beta' }),
  anInstitution({ id: '4', name: 'Beobank', bic: 'CTBKBEBX', deprecated: true }),
  anInstitution({ id: '5', name: 'Élan', bic: 'ELANFRPP', country: 'FR' }),
];
const found = (search: InstitutionSearch) => searchInstitutions(banks, search).map(({ name }) => name);

describe('searching institutions', () => {
  it('lists all by name as people sort them, those being replaced last', () => {
    expect(found({})).toEqual(['ABN AMRO', 'Crédit Agricole', 'Élan', 'KBC', 'Beobank']);
    expect(found({ text: '  ' })).toHaveLength(5);
  });

  it.each([
    ['credit', ['Crédit Agricole']],
    ['CRÉDIT', ['Crédit Agricole']],
    ['cre\u0301dit', ['Crédit Agricole']],
    [' agri ', ['Crédit Agricole']],
    ['kredbebb', ['KBC']],
    ['BEBB', ['Crédit Agricole', 'KBC']],
    ['KREDBEBBXXX', ['KBC']],
    ['ELAN FRPP XXX', ['Élan']],
    ['crédit  agricole', ['Crédit Agricole']],
    ['KREDBEBB123', []],
    ['.*', []],
    ['nothing', []],
  ])('finds by part of name or BIC: %j', (text, names) => {
    expect(found({ text })).toEqual(names);
  });

  it('filters by country and status', () => {
    expect(found({ country: 'NL' })).toEqual(['ABN AMRO']);
    expect(found({ status: 'beta' })).toEqual(['ABN AMRO']);
    expect(found({ country: 'BE', status: 'beta' })).toEqual([]);
    expect(found({ country: 'BE', text: 'k' })).toEqual(['KBC', 'Beobank']);
  });

  it('leaves the list that it was given as it is', () => {
    const before = [...banks];

    searchInstitutions(banks, {});

    expect(banks).toEqual(before);
  });
});

describe('the notice before connecting', () => {
  it('tells what to know of a bank that is not stable or is being replaced, and nothing else', () => {
    expect(noticeFor(anInstitution())).toBeUndefined();
    expect(noticeFor(anInstitution({ status: 'beta' }))).toBe('institution_beta');
    expect(noticeFor(anInstitution({ status: 'experimental' }))).toBe('institution_experimental');
    expect(noticeFor(anInstitution({ status: 'beta', deprecated: true }))).toBe('institution_deprecated');
  });

  it('finds the same bank however its name or BIC is typed', () => {
    const typedBank = fc.record({
      bank: fc.constantFrom(...banks),
      isBic: fc.boolean(),
      isUpper: fc.infiniteStream(fc.boolean()),
      gaps: fc.infiniteStream(fc.constantFrom('', ' ', '  ', '\t')),
      form: fc.constantFrom('NFC' as const, 'NFD' as const),
      headOffice: fc.boolean(),
    });
    const typed = (text: string, isUpper: Iterator<boolean>, gaps: Iterator<string>, isBic: boolean): string =>
      [...text]
        .map((letter) => (isUpper.next().value === true ? letter.toUpperCase() : letter.toLowerCase()))
        // A space is typed more than once, and a BIC in groups.
        .map((letter) => (letter === ' ' || isBic ? letter + String(gaps.next().value) : letter))
        .join('');

    fc.assert(
      fc.property(typedBank, ({ bank, isBic, isUpper, gaps, form, headOffice }) => {
        const exact = isBic ? (bank.bic ?? '') + (headOffice ? 'XXX' : '') : bank.name;
        const text = ` ${typed(exact, isUpper, gaps, isBic)} `.normalize(form);

        expect(found({ text })).toContain(bank.name);
      }),
      { numRuns: 500 },
    );
  });
});
