/** Reads CODA back by the positions of the standard. Shares nothing with the code that writes it. */
export interface CodaMovement {
  readonly key: string;
  readonly amount: bigint;
  readonly valueDate: string;
  readonly entryDate: string;
  readonly code: string;
  readonly isStructured: boolean;
  readonly communication: string;
  readonly customerReference: string;
  readonly account: string;
  readonly name: string;
  /** Free records 3, each whole. */
  readonly information: readonly string[];
  /** Name by a structured record 3. */
  readonly longName: string | undefined;
}

export interface CodaStatement {
  readonly fileReference: string;
  readonly account: string;
  readonly currency: string;
  readonly number: string;
  readonly opening: bigint;
  readonly openingDate: string;
  readonly closing: bigint;
  readonly closingDate: string;
  readonly movements: readonly CodaMovement[];
  readonly remarks: readonly string[];
}

/** Positions count from 1, both inclusive. */
const at = (record: string, from: number, to: number): string => record.slice(from - 1, to);
const day = (text: string): string => `20${text.slice(4)}-${text.slice(2, 4)}-${text.slice(0, 2)}`;
const money = (sign: string, digits: string): bigint => (sign === '1' ? -1n : 1n) * BigInt(digits);

const assert = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`CODA: ${what}`);
};

const movementOf = (own: readonly string[], told: readonly string[]): CodaMovement => {
  const [first = '', ...others] = own;
  const second = others.find((record) => record.startsWith('22')) ?? ''.padEnd(128);
  const third = others.find((record) => record.startsWith('23')) ?? ''.padEnd(128);
  const groups: { kind: string; text: string }[] = [];
  for (const record of told) {
    const last = groups.at(-1);
    if (record.startsWith('31')) groups.push({ kind: at(record, 40, 40), text: at(record, 41, 113) });
    else if (last) last.text += record.startsWith('32') ? at(record, 11, 115) : at(record, 11, 100);
  }
  return {
    key: at(first, 11, 31).trimEnd(),
    amount: money(at(first, 32, 32), at(first, 33, 47)),
    valueDate: day(at(first, 48, 53)),
    entryDate: day(at(first, 116, 121)),
    code: at(first, 54, 61),
    isStructured: at(first, 62, 62) === '1',
    communication: (at(first, 63, 115) + at(second, 11, 63) + at(third, 83, 125)).trimEnd(),
    customerReference: at(second, 64, 98).trimEnd(),
    account: at(third, 11, 44).trimEnd(),
    name: at(third, 48, 82).trimEnd(),
    information: groups.filter(({ kind }) => kind === '0').map(({ text }) => text.trimEnd()),
    longName: groups
      .find(({ kind, text }) => kind === '1' && text.startsWith('001'))
      ?.text.slice(3)
      .trimEnd(),
  };
};

const checkCodes = (records: readonly string[]): void => {
  for (const [index, record] of records.entries()) {
    if (!/^[23]/.test(record)) continue;
    const after = records[index + 1] ?? '';
    const isSamePart = after[0] === record[0] && at(after, 3, 10) === at(record, 3, 10);
    assert((at(record, 126, 126) === '1') === isSamePart, `next code of record ${index + 1}`);
    const isInformationNext = after.startsWith('31');
    assert((at(record, 128, 128) === '1') === isInformationNext, `link code of record ${index + 1}`);
  }
};

const statementOf = (records: readonly string[]): CodaStatement => {
  const [header = '', old = '', ...others] = records;
  assert(/^00000\d{6}\d{3}05 {8}/.test(header) && at(header, 128, 128) === '2' && old.startsWith('1'), 'header');
  const trailer = others.at(-1) ?? '';
  const fresh = others.find((record) => record.startsWith('8')) ?? '';
  const counted = records.filter((record) => /^[1238]/.test(record)).length;
  assert(Number(at(trailer, 17, 22)) === counted, 'count of records');
  const movements: CodaMovement[] = [];
  const moves = others.filter((record) => /^[23]/.test(record));
  let numbers = 0;
  for (const [index, record] of moves.entries()) {
    if (!record.startsWith('21')) continue;
    numbers += 1;
    const end = moves.findIndex((next, place) => place > index && next.startsWith('21'));
    const all = moves.slice(index, end < 0 ? undefined : end);
    assert(
      all.every((one) => Number(at(one, 3, 6)) === numbers),
      'continuous number',
    );
    assert(at(record, 122, 124) === at(old, 3, 5), 'paper number of a movement');
    movements.push(
      movementOf(
        all.filter((one) => one.startsWith('2')),
        all.filter((one) => one.startsWith('3')),
      ),
    );
  }
  checkCodes(records);
  const [opening, closing] = [money(at(old, 43, 43), at(old, 44, 58)), money(at(fresh, 42, 42), at(fresh, 43, 57))];
  const sum = (negative: boolean): bigint =>
    movements.reduce((total, { amount }) => (amount < 0n === negative ? total + amount : total), 0n);
  assert(opening + sum(true) + sum(false) === closing, 'balances');
  assert(-BigInt(at(trailer, 23, 37)) === sum(true) && BigInt(at(trailer, 38, 52)) === sum(false), 'totals');
  assert(at(old, 6, 42) === at(fresh, 5, 41) && at(old, 3, 5) === at(fresh, 2, 4), 'account of both balances');
  assert(at(old, 2, 2) === (at(old, 6, 7) === 'BE' ? '2' : '3'), 'structure of the account');
  return {
    fileReference: at(header, 25, 34).trimEnd(),
    account: at(old, 6, 39).trimEnd(),
    currency: at(old, 40, 42),
    number: at(old, 126, 128),
    opening,
    openingDate: day(at(old, 59, 64)),
    closing,
    closingDate: day(at(fresh, 58, 63)),
    movements,
    remarks: others.filter((record) => record.startsWith('4')).map((record) => at(record, 33, 112).trimEnd()),
  };
};

/** @throws Error where a record has another width, or counts, sums and codes do not agree with what follows them */
export const readCoda = (file: string): readonly CodaStatement[] => {
  assert(file.endsWith('\r\n'), 'line end');
  const records = file.slice(0, -2).split('\r\n');
  assert(
    records.every((record) => /^[\x20-\x7e]{128}$/.test(record)),
    '128 characters of ASCII',
  );
  assert(/^(01(2+3*)+84*9)+$/.test(records.map((record) => record[0]).join('')), 'order of the records');
  const ends = records.flatMap((record, index) => (record.startsWith('9') ? [index + 1] : []));
  const statements = ends.map((end, index) => records.slice(index === 0 ? 0 : ends[index - 1], end));
  assert(
    statements.every((one, index) => one.at(-1)?.at(-1) === (index === statements.length - 1 ? '2' : '1')),
    'another statement follows',
  );
  return statements.map(statementOf);
};
