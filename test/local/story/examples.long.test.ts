import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { renewAtPonto } from '../../../local/demo/renewingPerson.ts';
import { all, connectBank, importFrom, today } from './aPerson.ts';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { checkTypes, freshProject, packClient } from './freshProject.ts';
import { type Answer, type Caller, type TheProduct, quickBanks, startForTests } from './theProduct.ts';

let product: TheProduct;
let project: string;
let receiving: string;

startForTests((started) => (product = started), quickBanks);

beforeAll(async () => {
  await packClient();
  project = await freshProject('mirror');
  receiving = await freshProject('receiver');
}, 180_000);
afterAll(async () => {
  for (const folder of [project, receiving]) await rm(folder, { recursive: true, force: true });
});

const tenant = 'mirrored';
const file = (): string => join(project, 'books.sqlite');
const mirror = (...options: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', 'main.ts', file(), ...options], {
    cwd: project,
    env: { PATH: process.env['PATH'], API_URL: product.url, TENANT: tenant },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

/** Runs until it has read everything, and is killed on the way so many times, at moments that nobody chose. */
const mirrorThroughKills = async (kills: number): Promise<void> => {
  for (let kill = 0; kill < kills; kill += 1) {
    const running = mirror();
    const gone = once(running, 'exit');
    await pause(150 + 97 * kill);
    running.kill('SIGKILL');
    await gone;
  }
  const [code] = await once(mirror('--once'), 'exit');
  if (code !== 0) throw new Error(`the mirror ended with ${code}`);
};

const rows = (sql: string): readonly unknown[] => {
  const db = new DatabaseSync(file(), { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    db.close();
  }
};

const mirrored = () => ({
  lines: rows('SELECT id, version, execution_date AS day, amount, remittance FROM lines ORDER BY id'),
  statements: rows(
    'SELECT id, number, opening_balance AS opening, closing_balance AS closing, state, verdict FROM statements ORDER BY id',
  ),
  onStatements: rows(
    'SELECT statement_id AS statement, line_id AS line, kind, amount FROM statement_lines ORDER BY statement_id, position',
  ),
});

/** The service does not know this place, as after a restore, and a line is kept that stands in no books any more. */
const loseItsPlace = (cursor: string): void => {
  const db = new DatabaseSync(file());
  try {
    db.prepare('UPDATE place SET cursor = ?').run(cursor);
    db.exec(
      "INSERT INTO lines SELECT 'gone', account_id, 0, 1, execution_date, '1.00', currency, NULL, NULL FROM lines LIMIT 1",
    );
  } finally {
    db.close();
  }
};

const byId = ({ id: a }: { readonly id: string }, { id: b }: { readonly id: string }): number => (a < b ? -1 : 1);

/** The same by the API's own lists. */
const books = async (caller: Caller, accountId: string): Promise<ReturnType<typeof mirrored>> => {
  const lines = await all(caller, `/v1/accounts/${accountId}/transactions?status=booked&limit=200`);
  const statements = (await all(caller, `/v1/accounts/${accountId}/statements?limit=200`)).toSorted(byId);
  const onStatements: unknown[] = [];
  for (const { id } of statements) {
    const onIt = await all(caller, `/v1/statements/${id}/lines?limit=200`);
    onStatements.push(
      ...onIt.map(({ kind, id: line, amount }: Answer['body']) => ({ statement: id, line, kind, amount })),
    );
  }
  return {
    lines: lines
      .map(({ id, version, executionDate: day, amount, remittance }) => ({
        id,
        version,
        day,
        amount,
        remittance: remittance.text ?? null,
      }))
      .toSorted(byId),
    statements: statements.map(({ id, number, openingBalance: opening, closingBalance: closing, state, proof }) => ({
      id,
      number,
      opening,
      closing,
      state,
      verdict: proof.verdict,
    })),
    onStatements,
  };
};

const expectTheBooks = async (caller: Caller, accountId: string): Promise<void> => {
  const expected = await books(caller, accountId);
  expect(expected.lines.length).toBeGreaterThan(0);
  expect(mirrored()).toEqual(expected);
};

const passDays = async (count: number): Promise<void> => {
  const { status } = await product.local.post('/clock', { advance: `P${count}D` });
  if (status !== 200) throw new Error('the clock did not move');
};

describe.each([
  ['mirror', () => project],
  ['receiver', () => receiving],
])('the example %s, copied out of the repository', (_name, folder) => {
  it('has types that fit', async () => {
    await expect(checkTypes(folder())).resolves.toBeUndefined();
  }, 60_000);
});

describe('the example that mirrors the books, installed from the package', () => {
  it('equals the books through a correction, a removal, a late line, a renewal and a place that was lost, killed on the way', async () => {
    let caller = await product.as(tenant);
    const { accounts } = await connectBank(caller);
    const [account] = accounts;
    await caller.put(`/v1/accounts/${account.id}/link`, { importFrom });
    await product.local.post('/idle');
    await mirrorThroughKills(3);
    await expectTheBooks(caller, account.id);

    await passDays(15);
    caller = await product.as(tenant);
    await mirrorThroughKills(2);
    await expectTheBooks(caller, account.id);

    const final = (await all(caller, `/v1/accounts/${account.id}/statements`)).filter(({ state }) => state === 'final');
    const [corrected, removed] = await all(
      caller,
      `/v1/statements/${final.find(({ lineCount }) => lineCount > 1).id}/lines`,
    );
    const change = [{ id: corrected.pontoId, attributes: { amount: -17.35 } }];
    const late = { executionDate: `${addDays(today, -5)}T12:00:00Z`, amount: -9.99, remittanceInformation: 'Laat' };
    const told = await product.sandbox.post('/transactions', {
      accountId: account.pontoId,
      add: [late],
      change,
      remove: [removed.pontoId],
      synchronize: true,
    });
    expect(told.status).toBe(200);
    await passDays(1);
    await mirrorThroughKills(2);
    await expectTheBooks(caller, account.id);
    expect(mirrored().onStatements).toContainEqual(expect.objectContaining({ kind: 'adjustment', line: corrected.id }));
    expect(mirrored().onStatements).toContainEqual(expect.objectContaining({ kind: 'late_line', amount: '-9.99' }));

    const before = mirrored().lines.length;
    await product.sandbox.post(`/accounts/${account.pontoId}/expire`);
    await passDays(3);
    await mirrorThroughKills(1);
    await expectTheBooks(caller, account.id);
    const renewal = await caller.post(`/v1/accounts/${account.id}/reauthorize`);
    await renewAtPonto(renewal.body.redirectUrl);
    await product.local.post('/idle');
    await passDays(1);
    await mirrorThroughKills(1);
    await expectTheBooks(caller, account.id);
    expect(mirrored().lines.length).toBeGreaterThan(before);

    loseItsPlace((await (await product.as('somebody-else')).get('/v1/changes')).body.nextCursor);
    await mirrorThroughKills(2);
    await expectTheBooks(caller, account.id);
  }, 600_000);
});

/** The receiver as it runs, and each line that it says, in turn. */
const receiver = (secret: string) => {
  const running = spawn(process.execPath, ['main.ts', '0'], {
    cwd: receiving,
    env: { PATH: process.env['PATH'], WEBHOOK_SECRETS: secret, ANY_CLOCK: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(running, 'exit');
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  const says = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error('the receiver has ended');
    return line.value;
  };
  const end = async (): Promise<void> => {
    running.kill();
    await gone;
  };
  return { says, end };
};

describe('the example that receives webhooks, installed from the package', () => {
  it('takes what the product sends, once, and refuses what is not signed', async () => {
    const caller = await product.as('received');
    const { body: endpoint } = await caller.post('/v1/webhook-endpoints', { url: 'http://localhost:9/' });
    const path = `/v1/webhook-endpoints/${endpoint.id}`;
    const { says, end } = receiver(endpoint.secret);
    try {
      const [url = ''] = /http:.*$/.exec(await says()) ?? [];
      await caller.patch(path, { url });

      await caller.post(`${path}/test`);
      await product.local.post('/idle');
      const [sent] = (await caller.get(`${path}/deliveries`)).body.items;
      expect(sent).toMatchObject({ type: 'Test', state: 'delivered', attempts: [{ status: 204 }] });
      expect(await says()).toBe(`Test ${sent.eventId}`);

      await caller.post(`${path}/replay`, { deliveryId: sent.id });
      await product.local.post('/idle');
      const forged = await fetch(url, { method: 'POST', body: '{"type":"Test","data":{"id":"forged"}}' });
      expect(forged.status).toBe(400);
      // The next line that it says: of the repeat it said nothing.
      expect(await says()).toBe('refused: the request has not the headers of a webhook');
      expect((await caller.get(`${path}/deliveries`)).body.items[0].attempts).toHaveLength(2);
    } finally {
      await end();
    }
  }, 60_000);
});
