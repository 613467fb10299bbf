import { all } from './aPerson.ts';
import { startForTests, type Answer, type TheProduct } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started));
beforeAll(() => product.sandbox.patch('/settings', { webhookUrl: `${product.url}/webhooks/ponto` }));

/** Plays a scenario, and gives what stands in the API then. */
const play = async (name: string) => {
  const { status, body } = await product.local.post(`/scenarios/${name}`);
  const caller = product.withToken(body.token);
  const [first = ''] = body.accountIds ?? [];
  const account: Answer['body'] = (await caller.get(`/v1/accounts/${first}`)).body;
  return { status, body, caller, account };
};

/** A day's schedules with the work of all that was played before. */
const patience = 240_000;

describe('a scenario by one call', () => {
  it(
    'bakery: both accounts are complete and proven',
    async () => {
      const { status, body, caller } = await play('bakery');

      const { items } = (await caller.get(`/v1/accounts?connectionId=${body.connectionId}`)).body;
      expect(status).toBe(200);
      expect(items.map(({ id }: Answer['body']) => id).toSorted()).toEqual(body.accountIds.toSorted());
      for (const { health, completeUpTo } of items) {
        expect(health.state).toBe('ok');
        expect(completeUpTo).toMatch(/^\d{4}-/);
      }
      expect((await fetch(body.look.pages)).status).toBe(200);
    },
    patience,
  );

  it('is played once for a tenant: a second play is refused, and another tenant is told of', async () => {
    const again = await product.local.post('/scenarios/bakery');

    expect(again.status).toBe(400);
    expect(again.body.errors).toEqual([
      {
        path: 'tenantId',
        message: expect.stringMatching(/^bakery has a connection already: look at http.*tenant=bakery/),
      },
    ]);
  });

  it('that is not there is refused with the names of those that are, which the list tells of', async () => {
    const unknown = await product.local.post('/scenarios/bankery');
    const { items } = (await product.local.get('/scenarios')).body;

    const names = items.map(({ name }: Answer['body']) => name);
    expect(unknown.status).toBe(404);
    expect(unknown.body.errors).toEqual([{ path: 'scenario', message: `must be one of: ${names.join(', ')}` }]);
    expect(names).toHaveLength(7);
  });

  it(
    'expiring: health says how many days are left, and a mail reminds',
    async () => {
      const { account } = await play('expiring');

      expect(account.health).toMatchObject({ code: 'authorization_expiring' });
      const mails: { subject: string }[] = (await product.local.get('/mailbox')).body.items;
      expect(mails.map(({ subject }) => subject)).toContainEqual(expect.stringMatching(/KBC/));
    },
    patience,
  );

  it(
    'broken: the books differ by 7.00',
    async () => {
      const { account } = await play('broken');

      expect(account.health.code).toBe('books_differ');
      expect(account.proof.difference).toBe('7.00');
    },
    patience,
  );

  it(
    'merged-bank: the account goes on at the new connection under its id, and nothing is there twice',
    async () => {
      const { account, caller } = await play('merged-bank');

      const lines = await all(caller, `/v1/accounts/${account.id}/transactions?status=booked`);
      const seen = lines.map(({ amount, executionDate, remittance, counterparty }) =>
        JSON.stringify([amount, executionDate, remittance, counterparty]),
      );
      expect(account.health.state).toBe('ok');
      expect(account.link.journalId).toBeDefined();
      expect(lines.length).toBeGreaterThan(5);
      expect(new Set(seen).size).toBe(seen.length);
    },
    patience,
  );

  it(
    'replaced-card: health offers the new card, which the one call takes',
    async () => {
      const { account, body, caller } = await play('replaced-card');

      expect(account.health).toMatchObject({ code: 'succession_undecided' });
      const [predecessorId, successor] = body.accountIds;
      const said = await caller.post(`/v1/accounts/${successor}/succeed`, { predecessorId });
      expect([said.status, said.body.id]).toEqual([200, predecessorId]);
    },
    patience,
  );

  it(
    'blocked-organisation: the connection is blocked, and health says so',
    async () => {
      const { account, body, caller } = await play('blocked-organisation');

      expect((await caller.get(`/v1/connections/${body.connectionId}`)).body.status).toBe('blocked');
      expect(account.health.code).toBe('organization_blocked');
    },
    patience,
  );

  it(
    'ten-thousand-lines: all of them are in the books',
    async () => {
      const { account, caller } = await play('ten-thousand-lines');

      let count = 0;
      for (const statement of await all(caller, `/v1/accounts/${account.id}/statements?limit=200`)) {
        count += statement.lineCount;
      }
      expect(count).toBeGreaterThanOrEqual(10_000);
    },
    patience,
  );
});
