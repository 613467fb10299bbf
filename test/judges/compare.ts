import { equals, parseDecimal } from '../../shared/domain/money/decimal.ts';
import type { ExpectedLine, ExpectedStatement, Order } from './expected.ts';
import { isPlain, lettersOf, saysSomething } from './letters.ts';
import type { Answer, ToldLine, ToldStatement } from './told.ts';

export type Member =
  | keyof Omit<ToldStatement, 'lines'>
  | keyof Omit<ToldLine, 'words'>
  | 'text'
  | 'isoReference'
  | 'textBesideReference'
  | 'otherAccount';

/** What of a file can be compared with what a reader tells. */
export interface Measure {
  /** So many letters of a name, of a text: fields cut them. */
  readonly nameLetters: number;
  readonly textLetters: number;
  readonly order?: Order;
  /** What the format or this reader leaves out, although words are told. */
  readonly without: readonly Member[];
}

/** Where a reader told something else than the statement says; empty where all that it tells is right. */
export const differencesOf = (
  expected: readonly ExpectedStatement[],
  told: Answer,
  measure: Measure,
): readonly string[] => {
  const differences = told.errors.map((error) => `refused: ${error}`);
  if (differences.length === 0 && told.statements.length !== expected.length) {
    differences.push(`statements: ${expected.length} written, ${told.statements.length} read`);
  }
  const pairs = told.statements.slice(0, expected.length);
  return [
    ...differences,
    ...pairs.flatMap((statement, at) => {
      const want = expected[at];
      return want ? ofStatement(want, statement, measure).map((words) => `${want.number}: ${words}`) : [];
    }),
  ];
};

const isTold = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

const unlike = (member: Member, want: string, told: string): string => `${member} ${want} read as ${told}`;

const sameAmount = (one: string, other: string): boolean => {
  const [a, b] = [parseDecimal(one), parseDecimal(other)];
  return a !== undefined && b !== undefined && equals(a, b);
};
const bare = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
/** A Spanish account stands in its file without country and check digits. */
const sameAccount = (want: string, told: string): boolean =>
  bare(want) === bare(told) || (bare(told).length >= 20 && bare(want).endsWith(bare(told)));

/** As it stands, the counter alone with or without zeros, of a CODA three digits, of MT940 with a page. */
const sameNumber = (want: string, told: string): boolean => {
  const counter = Number(want.slice(5));
  const digits = /^0*(\d+)(?:\/0*1)?$/.exec(told.trim())?.[1];
  return told === want || digits === String(counter) || (told.length === 3 && digits === String(counter % 1000));
};

const ofStatement = (want: ExpectedStatement, told: ToldStatement, measure: Measure): readonly string[] => {
  const same: Readonly<Record<keyof Omit<ToldStatement, 'lines' | 'count'>, (a: string, b: string) => boolean>> = {
    account: sameAccount,
    currency: (a, b) => a === b,
    number: sameNumber,
    from: (a, b) => a === b,
    to: (a, b) => a === b,
    opening: sameAmount,
    closing: sameAmount,
  };
  const members = ['account', 'currency', 'number', 'from', 'to', 'opening', 'closing'] as const;
  const differences = members.flatMap((member) => {
    const value = told[member];
    const isRight = measure.without.includes(member) || !isTold(value) || same[member](want[member], value);
    return isRight ? [] : [unlike(member, want[member], String(value))];
  });
  const count = want.lines.length;
  if (isTold(told.count) && told.count !== count) differences.push(unlike('count', `${count}`, `${told.count}`));
  if (told.lines.length !== count) differences.push(`lines: ${count} written, ${told.lines.length} read`);
  told.lines.slice(0, count).forEach((line, at) => {
    const wanted = want.lines[at];
    if (wanted) differences.push(...ofLine(wanted, line, measure).map((words) => `line ${at + 1}: ${words}`));
  });
  return differences;
};

const ofLine = (want: ExpectedLine, told: ToldLine, measure: Measure): readonly string[] => {
  const differences: string[] = [];
  const { amount, date, valueDate, words } = told;
  if (!isTold(amount) || !sameAmount(want.amount, amount)) differences.push(unlike('amount', want.amount, `${amount}`));
  if (isTold(date) && date !== want.date) differences.push(unlike('date', want.date, date));
  if (isTold(valueDate) && valueDate !== want.valueDate) {
    differences.push(unlike('valueDate', want.valueDate, valueDate));
  }
  const everything = [told.name, told.account, told.reference, words].filter(isTold).join(' ');
  const isFine: Readonly<Record<'name' | 'account' | 'reference' | 'text', (value: string) => boolean>> = {
    name: (value) => isNamed(value, told.name ?? undefined, everything, measure.nameLetters),
    account: (value) => bare(told.account || everything).includes(bare(value)),
    reference: (value) => bare(told.reference || everything).includes(bare(value)),
    text: (value) => !isPlain(value) || lettersOf(everything).includes(lettersOf(value).slice(0, measure.textLetters)),
  };
  for (const member of ['name', 'account', 'reference', 'text'] as const) {
    const value = want[member];
    if (member === 'account' && !isIban(want.account) && measure.without.includes('otherAccount')) continue;
    if (member === 'text' && want.reference !== undefined && measure.without.includes('textBesideReference')) continue;
    if (member === 'reference' && value?.startsWith('RF') && measure.without.includes('isoReference')) continue;
    if (value === undefined || everything === '' || measure.without.includes(member) || isFine[member](value)) continue;
    differences.push(unlike(member, JSON.stringify(value), JSON.stringify(everything)));
  }
  return differences;
};

/** A field is full with so many letters, or with so many characters of which few are letters. */
const [enoughLetters, enoughCharacters] = [16, 26];

const isIban = (account = ''): boolean => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account);

const isFull = (told: string): boolean =>
  lettersOf(told).length >= enoughLetters || told.trim().length >= enoughCharacters;

const nameField = 26;

const isNamed = (want: string, told: string | undefined, everything: string, most: number): boolean => {
  if (!isPlain(want)) return !saysSomething(want) || (told ?? everything).trim() !== '';
  const letters = lettersOf(want);
  // A field of names holds so many characters, of which few may be letters.
  if (told === undefined) return lettersOf(everything).includes(lettersOf(want.slice(0, nameField)).slice(0, most));
  const read = lettersOf(told);
  const isBegin = letters.startsWith(read) && isFull(told);
  return read === letters || isBegin || read.startsWith(letters.slice(0, most));
};

/** Members that a reader told of at least one file. */
export const toldMembers = (answers: readonly Answer[]): ReadonlySet<string> => {
  const members = new Set<string>();
  for (const { statements } of answers) {
    for (const { lines, ...statement } of statements) {
      for (const one of [statement, ...lines]) {
        for (const [member, value] of Object.entries(one)) if (isTold(value)) members.add(member);
      }
    }
  }
  return members;
};
