import { differencesOf, type Measure } from '../../judges/compare.ts';
import { expectedOf } from '../../judges/expected.ts';
import type { Answer } from '../../judges/told.ts';
import { anEntry, aStatementInFull } from '../../builders/statementInFull.ts';

const measure: Measure = { nameLetters: 24, textLetters: 40, without: [] };
const statement = aStatementInFull({
  entries: [
    anEntry({
      amount: '-12.50',
      counterpartyName: 'Café Œuvre, vennootschap onder firma',
      counterpartyReference: 'BE71 0961 2345 6769',
      reference: { kind: 'be_ogm', value: '+++010/8068/17183+++' },
      remittanceText: '+++010/8068/17183+++ factuur 12',
    }),
  ],
});

type Statement = Answer['statements'][number];

const readAs = (line: Partial<Statement['lines'][number]>, others: Partial<Statement> = {}) => {
  const read = {
    date: '2026-11-28',
    valueDate: '2026-11-28',
    amount: '-12.5',
    name: 'CAFE OEUVRE VENNOOTSCHAP ON',
    account: 'BE71096123456769',
    reference: '010806817183',
    words: 'factuur 12 of +++010/8068/17183+++ factuur 12',
    ...line,
  };
  const told = { number: '027', opening: '53475', closing: '53462.50', count: 1, lines: [read], ...others };
  return differencesOf([expectedOf(statement)], { statements: [told], errors: [] }, measure);
};

describe('what another program read of a file', () => {
  it('is right with names in ASCII, cut, and with numbers and amounts written in other ways', () => {
    expect(readAs({})).toEqual([]);
  });

  it.each([
    ['a cent', readAs({ amount: '-12.51' })],
    ['a sign', readAs({ amount: '12.50' })],
    ['a day', readAs({ date: '2026-11-27' })],
    ['another name', readAs({ name: 'CAFE OEUVRES VENNOOTSCHAP' })],
    ['a name that is cut where the field is not full', readAs({ name: 'CAFE' })],
    ['an account', readAs({ account: 'BE71096123456768' })],
    ['a reference', readAs({ reference: '010806817184' })],
    ['a text', readAs({ words: '+++010/8068/17183+++ factuur 13' })],
    ['a number', readAs({}, { number: '028' })],
    ['an opening', readAs({}, { opening: '53475.01' })],
    ['a closing', readAs({}, { closing: '53462.51' })],
    ['a count', readAs({}, { count: 2 })],
    ['a missing line', readAs({}, { lines: [] })],
  ])('is wrong by %s', (_what, differences) => {
    expect(differences).not.toEqual([]);
  });

  it('is not compared where the program does not tell it', () => {
    expect(readAs({ date: null, valueDate: null, name: null, account: null, reference: null, words: null })).toEqual(
      [],
    );
  });

  it('is wrong where the program refuses the file, or reads fewer statements', () => {
    const wanted = [expectedOf(statement)];
    expect(differencesOf(wanted, { statements: [], errors: ['no'] }, measure)).toEqual(['refused: no']);
    expect(differencesOf(wanted, { statements: [], errors: [] }, measure)).toEqual(['statements: 1 written, 0 read']);
  });
});
