/** A customer statement as a program reads it that knows nothing of how ours is written. */
export interface ReadLine {
  readonly valueDate: string;
  readonly entryDate: string;
  readonly amount: string;
  readonly type: string;
  readonly customerReference: string;
  readonly bankReference: string;
  readonly supplement: string | undefined;
  readonly details: string;
}

export interface ReadStatement {
  readonly account: string;
  readonly number: string;
  readonly opening: string;
  readonly openingOn: string;
  readonly closing: string;
  readonly closingOn: string;
  readonly currency: string;
  readonly lines: readonly ReadLine[];
  readonly remark: string | undefined;
}

const date = (text: string): string =>
  `${Number(text.slice(0, 2)) > 79 ? '19' : '20'}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`;

const signed = (sign: string, text: string): string => {
  if (!/^\d+,\d*$/.test(text) || text.length > 15) throw new Error(`no amount: ${text}`);
  const plain = text.replace(/,$/, '').replace(',', '.');
  return sign === 'D' ? `-${plain}` : plain;
};

const balance = (text: string): { on: string; currency: string; amount: string } => {
  const [, sign = '', on = '', currency = '', amount = ''] = /^([CD])(\d{6})([A-Z]{3})(\S+)$/.exec(text) ?? [];
  return { on: date(on), currency, amount: signed(sign, amount) };
};

const line = (text: string): Omit<ReadLine, 'details'> => {
  const [first = '', supplement] = text.split('\n');
  const match = /^(\d{6})(\d{4})([CD])(\d+,\d*)N(\w{3})(.{1,16}?)\/\/(\w{1,16})$/.exec(first);
  if (!match) throw new Error(`no statement line: ${text}`);
  const [, value = '', entry = '', sign = '', amount = '', type = '', customerReference = '', bankReference = ''] =
    match;
  const valueDate = date(value);
  // The year of an entry date is that of the value date, or a neighbour that is nearer.
  const near = [-1, 0, 1]
    .map((years) => `${Number(valueDate.slice(0, 4)) + years}-${entry.slice(0, 2)}-${entry.slice(2)}`)
    .sort((a, b) => Math.abs(Date.parse(a) - Date.parse(valueDate)) - Math.abs(Date.parse(b) - Date.parse(valueDate)));
  return {
    valueDate,
    entryDate: near[0] ?? '',
    amount: signed(sign, amount),
    type,
    customerReference,
    bankReference,
    supplement,
  };
};

/** Fields of the file in their order; a line that begins none goes on with the one before it, joined by what is given. */
const fieldsOf = (text: string): readonly (readonly [tag: string, value: string])[] => {
  const fields: [string, string][] = [];
  for (const row of text.split('\r\n').slice(0, -1)) {
    const [, tag, value = ''] = /^:(\d\d[A-Z]?|940):(.*)$/.exec(row) ?? [];
    const last = fields.at(-1);
    if (tag !== undefined) fields.push([tag, value]);
    else if (row === '-') fields.push(['-', '']);
    else if (last && /^[^:-]/.test(row)) last[1] += last[0] === '61' ? `\n${row}` : row;
    else throw new Error(`neither a field nor the rest of one: ${row}`);
  }
  return fields;
};

export const readMt940 = (text: string): readonly ReadStatement[] => {
  const statements: ReadStatement[] = [];
  let told = new Map<string, string>();
  let lines: ReadLine[] = [];
  for (const [tag, value] of fieldsOf(text)) {
    if (tag === '61') lines.push({ ...line(value), details: '' });
    else if (tag === '86' && !told.has('62F'))
      lines = lines.map((one, at) => (at === lines.length - 1 ? { ...one, details: value } : one));
    else if (tag !== '-') told.set(tag, value);
    else {
      const [opening, closing] = [balance(told.get('60F') ?? ''), balance(told.get('62F') ?? '')];
      statements.push({
        account: told.get('25') ?? '',
        number: told.get('28C') ?? '',
        opening: opening.amount,
        openingOn: opening.on,
        closing: closing.amount,
        closingOn: closing.on,
        currency: closing.currency,
        lines,
        remark: told.get('86'),
      });
      told = new Map();
      lines = [];
    }
  }
  return statements;
};

/** What does not fit the fields of SWIFT: signs beyond its set, too long lines, lines that look like something else. */
export const mt940Faults = (text: string): readonly string[] => {
  const rows = text.split('\r\n').slice(0, -1);
  let [isDetails, count] = [false, 0];
  return rows.filter((row) => {
    const isTag = /^:(\d\d[A-Z]?|940):/.test(row);
    if (isTag || row === '-') [isDetails, count] = [row.startsWith(':86:'), 0];
    count += 1;
    const width = isDetails ? (isTag ? 69 : 65) : isTag ? 68 : 34;
    const isStrange = /[^A-Za-z0-9/\-?:().,'+ ]/.test(row) || (!isTag && row !== '-' && /^[:-]|^ *$/.test(row));
    return isStrange || row.length > width || (isDetails && count > 6);
  });
};
