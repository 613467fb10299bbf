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
});
