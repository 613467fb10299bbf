import { createHash } from 'node:crypto';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { all, connectBank, importFrom, today } from './aPerson.ts';
import { quickBanks, startForTests, type Caller, type TheProduct } from './theProduct.ts';

let product: TheProduct;
let caller: Caller;
let accountId: string;

startForTests((started) => (product = started), quickBanks);

beforeAll(async () => {
  caller = await product.as('bakery');
  const { accounts } = await connectBank(caller);
  accountId = accounts[0].id;
  await caller.put(`/v1/accounts/${accountId}/link`, { importFrom });
  await product.local.post('/idle');
  for (const day of [1, 2, 3]) await product.readOnEvening(addDays(today, day));
}, 120_000);

interface Downloaded {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly checksum: string;
}

/** What a browser or a script gets, unpacked. */
const download = async (path: string, encoding = 'identity'): Promise<Downloaded> => {
  const answer = await fetch(`${product.url}${path}`, {
    headers: { authorization: `Bearer ${await product.tokenFor('bakery')}`, 'accept-encoding': encoding },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    headers: answer.headers,
    text: bytes.toString('utf8'),
    checksum: createHash('sha256').update(bytes).digest('hex'),
  };
};

const formatIds = async (): Promise<readonly string[]> =>
  (await caller.get('/v1/export-formats')).body.items.map(({ id }: { readonly id: string }) => id);

const finalStatements = async () =>
  (await all(caller, `/v1/accounts/${accountId}/statements?limit=20`))
    .filter(({ state }) => state === 'final')
    .toReversed();

const year = `from=${addDays(today, -200)}&to=${addDays(today, 100)}`;

describe('bookkeeping files', () => {
  it('are written of a final statement in every format, or refused with the formats that can', async () => {
    const [statement] = await finalStatements();
    const answers = [];
    for (const format of await formatIds()) {
      answers.push({ format, ...(await download(`/v1/statements/${statement.id}/file?format=${format}`)) });
    }

    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, text } of refused) {
      expect(status).toBe(422);
      expect(JSON.parse(text)).toMatchObject({ code: 'format_cannot_hold', detail: expect.stringContaining('csv') });
    }
    // A Belgian account: neither a Spanish nor a French one.
    expect(refused.map(({ format }) => format)).toEqual(
      (await formatIds()).filter((format) => ['norma43', 'cfonb120'].includes(format)),
    );
    for (const { headers } of answers.filter(({ status }) => status === 200)) {
      expect(headers.get('statement-proof')).toBe(statement.proof.verdict);
      expect(headers.get('content-disposition')).toContain(statement.number);
    }
  });

  it('have every line of a period once, and the balances of the API', async () => {
    const statements = await finalStatements();

    const { text, headers } = await download(`/v1/accounts/${accountId}/statements/file?format=csv&${year}`, 'gzip');

    const [head = '', ...rows] = text.trimEnd().split('\r\n');
    const column = (row: string, name: string): string | undefined => row.split(',')[head.split(',').indexOf(name)];
    const linesOf = new Map(Object.entries(Object.groupBy(rows, (row) => column(row, 'statement') ?? '')));
    expect(headers.get('content-encoding')).toBe('gzip');
    expect([...linesOf.keys()].toSorted()).toEqual(statements.map(({ number }) => number).toSorted());
    for (const { number, lineCount, closingBalance } of statements) {
      expect(linesOf.get(number)).toHaveLength(lineCount);
      expect(column(linesOf.get(number)?.at(-1) ?? '', 'balance')).toBe(closingBalance);
    }
  });

  it('are the same bytes for the same statement, packed or not, whatever comes later', async () => {
    const [statement] = await finalStatements();
    const checksums = async (encoding?: string) => {
      const found: Record<string, string> = {};
      for (const format of await formatIds()) {
        const { status, checksum } = await download(`/v1/statements/${statement.id}/file?format=${format}`, encoding);
        // A refusal names its request.
        if (status === 200) found[format] = checksum;
      }
      return found;
    };
    const before = await checksums();
    for (const day of [4, 5]) await product.readOnEvening(addDays(today, day));

    expect(await checksums()).toEqual(before);
    expect(await checksums('gzip')).toEqual(before);
  });

  it('hold no open statement that nobody asked for', async () => {
    const statements = await all(caller, `/v1/accounts/${accountId}/statements?limit=20`);
    const open = statements.find(({ state }) => state === 'open');
    const path = `/v1/statements/${open.id}/file?format=csv`;

    const refused = await download(path);
    const asked = await download(`${path}&include=open&include=broken`);

    expect([refused.status, JSON.parse(refused.text).code]).toEqual([409, 'statement_open']);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('OPEN STATEMENT MAY CHANGE');
  });
});
