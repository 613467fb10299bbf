import type { PontoSandbox } from '../../../local/ponto-sandbox/startPontoSandbox.ts';
import {
  allLines,
  bearer,
  call,
  control,
  errorCodes,
  firstAccount,
  linePage,
  linkedUser,
  present,
  startTestSandbox,
  transactionsUrl,
  type LineResource,
} from './harness.ts';

describe('lists of transactions', () => {
  let sandbox: PontoSandbox & { readonly wall: { at: number } };
  let token: string;
  let accountId: string;
  let all: readonly LineResource[];

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    token = (await linkedUser(sandbox)).access_token;
    accountId = (await firstAccount(sandbox, token)).id;
    all = await allLines(transactionsUrl(sandbox, accountId), token);
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const get = async (query: string) => linePage.parse((await getRaw(query)).json);
  const getRaw = (query: string) => call(transactionsUrl(sandbox, accountId, query), { headers: bearer(token) });
  const ids = (lines: readonly LineResource[]): readonly string[] => lines.map(({ id }) => id);

  it('holds eighteen months of lines, each once', () => {
    expect(all.length).toBeGreaterThan(1_500);
    expect(new Set(ids(all)).size).toBe(all.length);
  });

  it('shows ten without a limit, and at most a hundred', async () => {
    const page = await get('');
    const tooMany = await getRaw('page[limit]=101');

    expect(page.data).toHaveLength(10);
    expect(page.meta.paging.limit).toBe(10);
    expect(tooMany.status).toBe(400);
    expect(errorCodes(tooMany)).toEqual(['validationError']);
  });

  it('leads down by after and up by before, every page newest first', async () => {
    const middle = present(all[500]).id;

    const down = await get(`page[limit]=7&page[after]=${middle}`);
    const up = await get(`page[limit]=7&page[before]=${middle}`);

    expect(ids(down.data)).toEqual(ids(all.slice(501, 508)));
    expect(ids(up.data)).toEqual(ids(all.slice(493, 500)));
  });

  it('links to the next and previous page while there is one, with plain brackets and the caller’s limit', async () => {
    const top = await get('page[limit]=5');
    const second = linePage.parse((await call(present(top.links.next), { headers: bearer(token) })).json);
    const bottom = await get(`page[limit]=5&page[before]=${present(all.at(-1)).id}`);
    const end = await get(`page[limit]=5&page[after]=${present(all.at(-2)).id}`);

    expect(top.links.prev).toBeUndefined();
    expect(top.links.next).toContain(`?page[limit]=5&page[after]=${present(all[4]).id}`);
    expect(ids(second.data)).toEqual(ids(all.slice(5, 10)));
    expect(second.links.prev).toContain(`page[before]=${present(all[5]).id}`);
    expect(bottom.links.next).toBeDefined();
    expect(end.links.next).toBeUndefined();
  });

  it.each(['page%5Blimit%5D=3', 'limit=3'])('takes the spelling %s', async (query) => {
    expect((await get(query)).data).toHaveLength(3);
  });

  it('takes a bare cursor name and a trailing slash', async () => {
    const cursor = present(all[3]).id;

    const reply = await call(`${transactionsUrl(sandbox, accountId, '').replace('?', '/')}?after=${cursor}&limit=2`, {
      headers: bearer(token),
    });

    expect(ids(linePage.parse(reply.json).data)).toEqual(ids(all.slice(4, 6)));
  });

  it('answers 404 for a cursor that has vanished', async () => {
    const reply = await getRaw(`page[after]=${accountId}`);

    expect(reply.status).toBe(404);
    expect(errorCodes(reply)).toEqual(['resourceNotFound']);
  });

  it('lists by creation: a line booked late with an old date comes first', async () => {
    await control(sandbox, '/transactions', {
      accountId,
      add: [{ amount: 7.77, executionDate: '2026-01-05T00:00:00Z', valueDate: '2026-01-05T00:00:00Z' }],
      synchronize: true,
    });

    const [first, second] = (await get('page[limit]=2')).data;

    expect(present(first).attributes).toMatchObject({ amount: 7.77, executionDate: '2026-01-05T00:00:00Z' });
    expect(ids([present(second)])).toEqual(ids(all.slice(0, 1)));
  });

  it('shows the quirks of real banks', () => {
    const attributes = all.map((line) => line.attributes);
    const digests = attributes.map(({ digest }) => digest);

    expect(attributes.some(({ executionDate }) => executionDate === null)).toBe(true);
    expect(attributes.some(({ valueDate }) => valueDate === null)).toBe(true);
    expect(attributes.some(({ executionDate }) => executionDate?.endsWith('T23:00:00.000Z'))).toBe(true);
    expect(attributes.some(({ remittanceInformation }) => remittanceInformation === '')).toBe(true);
    expect(attributes.some(({ counterpartName }) => counterpartName === null)).toBe(true);
    expect(attributes.some(({ mandateId }) => mandateId !== null)).toBe(true);
    expect(attributes.some(({ cardReference }) => cardReference?.includes('****'))).toBe(true);
    expect(attributes.some(({ valueDate, executionDate }) => (valueDate ?? '') > (executionDate ?? '9'))).toBe(true);
    expect(attributes.some(({ valueDate, executionDate }) => (valueDate ?? '9') < (executionDate ?? ''))).toBe(true);
    expect(new Set(digests).size).toBeLessThan(digests.length);
  });

  it('writes structured communications with right and wrong check numbers', () => {
    const communications = all
      .map(({ attributes }) =>
        /^\+\+\+(\d{3})\/(\d{4})\/(\d{3})(\d{2})\+\+\+$/.exec(attributes.remittanceInformation ?? ''),
      )
      .filter((match) => match !== null)
      .map(([, a = '', b = '', c = '', check = '']) => (Number(`${a}${b}${c}`) % 97 || 97) === Number(check));

    expect(communications).toContain(true);
    expect(communications).toContain(false);
  });
});
