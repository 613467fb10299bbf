import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoJournalStore } from '../../../../shared/adapters/dynamodb/journalStore.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import {
  scheduledFrequencies,
  type Account,
  type Connection,
  type ScheduledFrequency,
} from '../../../../shared/domain/connections/connection.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { InstitutionCatalogue } from '../../../../shared/ports/institutions.ts';
import { emptyHead, type LedgerHead } from '../../../../shared/domain/ledger/head.ts';
import { makeLinkAccount, type LinkRequest } from '../../../../shared/usecases/accounts/linkAccount.ts';
import type { StartSync } from '../../../../shared/usecases/syncs/startSync.ts';
import { uuid } from '../../../builders/bank.ts';
import {
  aClock,
  aConnection,
  aJournal,
  aLink,
  anAccount,
  anInstitution,
  aSync,
  countedIds,
} from '../../../builders/records.ts';
import { connectionsTableSuite, type Hooks } from '../../../setup/connectionsTable.ts';

describe('linking an account', () => {
  const suite = connectionsTableSuite();
  const ids = countedIds();

  const aWorld = async (
    options: {
      readonly connection?: Partial<Connection>;
      readonly accounts?: readonly Partial<Account>[];
      readonly catalogue?: Pick<InstitutionCatalogue, 'get'>;
      readonly head?: Partial<LedgerHead>;
    } = {},
  ) => {
    const tenantId = suite.aTenant();
    const table = suite.table();
    const [accounts, journals] = [new DynamoAccountStore(table), new DynamoJournalStore(table)];
    await new DynamoConnectionStore(table).create(aConnection({ tenantId, ...options.connection }));
    const given = options.accounts ?? [{}];
    for (const [index, account] of given.entries()) {
      await accounts.create(anAccount({ tenantId, id: uuid(101 + index), pontoId: uuid(501 + index), ...account }));
    }
    const started: Parameters<StartSync>[] = [];
    const linking = (through: Table = table) => {
      const link = makeLinkAccount({
        reader: { head: async () => ({ ...emptyHead, ...options.head }) },
        accounts: new DynamoAccountStore(through),
        connections: new DynamoConnectionStore(through),
        journals: new DynamoJournalStore(through),
        due: new DynamoDueIndex(through),
        catalogue: options.catalogue ?? { get: async () => anInstitution({ name: 'KBC' }) },
        startSync: async (...request) => {
          started.push(request);
          return aSync();
        },
        ids,
        clock: aClock('2026-03-10T09:00:00.000Z'),
      });
      return (request: LinkRequest, accountId = uuid(101)) => link(tenantId, accountId, request);
    };
    const due = async (connectionId = uuid(1)): Promise<readonly ScheduledFrequency[]> => {
      const found: ScheduledFrequency[] = [];
      for (const frequency of scheduledFrequencies) {
        const mark = await new DynamoDueIndex(table).markOf(frequency, { tenantId, connectionId });
        if (mark !== undefined) found.push(frequency);
      }
      return found;
    };
    /** Journals by code with the account that feeds them. */
    const fed = async () =>
      Object.fromEntries(
        (await journals.list(tenantId, { limit: 50 })).items.map(({ code, accountId }) => [code, accountId]),
      );
    const linkOf = async (accountId = uuid(101)) => (await accounts.get({ tenantId, accountId }))?.link;
    /** What the promise says: the journal of every link is held by its account, and no journal by anybody else. */
    const disagreements = async () => {
      const links = (await accounts.list(tenantId, {}, { limit: 50 })).items.flatMap(({ id, link }) =>
        link ? [`${link.journalId} ${id}`] : [],
      );
      const held = (await journals.list(tenantId, { limit: 50 })).items.flatMap(({ id, accountId }) =>
        accountId === undefined ? [] : [`${id} ${accountId}`],
      );
      return [...links.filter((link) => !held.includes(link)), ...held.filter((claim) => !links.includes(claim))];
    };
    return { tenantId, accounts, journals, started, linking, due, fed, linkOf, disagreements };
  };

  it('gives the first account of a tenant the first journal, with the defaults, and starts the import', async () => {
    const world = await aWorld();

    const outcome = await world.linking()({});

    const first = await world.journals.first(world.tenantId);
    expect(outcome).toEqual({ kind: 'linked' });
    expect(await world.linkOf()).toEqual({
      journalId: first.id,
      frequency: 'every_12_hours',
      statementPeriod: 'daily',
      importFrom: '2026-03-01',
      linkedAt: '2026-03-10T09:00:00.000Z',
    });
    expect(first).toMatchObject({ code: 'BNK1', accountId: uuid(101) });
    expect(await world.due()).toEqual(['every_12_hours']);
    expect(world.started).toMatchObject([[{ id: uuid(101), link: { journalId: first.id } }, { trigger: 'link' }]]);
  });

  it('gives a further account a new journal named after bank and account', async () => {
    const world = await aWorld({ accounts: [{}, { reference: 'BE71096123456769' }] });

    await world.linking()({});
    await world.linking()({}, uuid(102));

    expect(await world.fed()).toEqual({ BNK1: uuid(101), 'KBC-6769': uuid(102) });
    expect(await world.disagreements()).toEqual([]);
  });

  it('never gives the first journal to an account in another currency', async () => {
    const world = await aWorld({ accounts: [{ currency: 'USD' }] });

    await world.linking()({});

    expect(await world.fed()).toEqual({ BNK1: undefined, 'KBC-7034': uuid(101) });
  });

  it('counts the begin of the month in the bank’s zone', async () => {
    const zone = { get: async () => anInstitution({ timeZone: 'Pacific/Kiritimati' }) };
    const world = await aWorld({ catalogue: zone });
    const link = makeLinkAccount({
      reader: { head: async () => emptyHead },
      accounts: world.accounts,
      connections: new DynamoConnectionStore(suite.table()),
      journals: world.journals,
      due: new DynamoDueIndex(suite.table()),
      catalogue: zone,
      startSync: async () => aSync(),
      ids,
      clock: aClock('2026-03-31T12:00:00.000Z'),
    });

    await link(world.tenantId, uuid(101), {});

    expect(await world.linkOf()).toMatchObject({ importFrom: '2026-04-01' });
  });

  it('links while the catalogue cannot be had', async () => {
    const world = await aWorld({
      catalogue: {
        get: async () => {
          throw new Fault('ponto_unavailable');
        },
      },
    });

    const outcome = await world.linking()({ action: 'create_journal' });

    expect(outcome).toEqual({ kind: 'linked' });
    expect(await world.fed()).toEqual({ BNK1: undefined, 'BANK-7034': uuid(101) });
  });

  it('needs to know the journal to link to, and one that exists', async () => {
    const world = await aWorld();

    expect(await world.linking()({ action: 'link_journal' })).toEqual({ kind: 'journal_required' });
    expect(await world.linking()({ action: 'link_journal', journalId: uuid(9) })).toEqual({ kind: 'journal_unknown' });
    expect(await world.linking()({ journalId: uuid(9) })).toEqual({ kind: 'journal_unknown' });
    expect(await world.linkOf()).toBeUndefined();
    expect(await world.due()).toEqual([]);
    expect(world.started).toEqual([]);
  });

  it('refuses a second account on one journal and says who has it', async () => {
    const world = await aWorld({ accounts: [{}, {}] });
    await world.linking()({});
    const { id: journalId } = await world.journals.first(world.tenantId);

    const outcome = await world.linking()({ action: 'link_journal', journalId }, uuid(102));

    expect(outcome).toEqual({ kind: 'journal_taken', byAccountId: uuid(101) });
    expect(await world.linkOf(uuid(102))).toBeUndefined();
    expect(await world.disagreements()).toEqual([]);
  });

  it.each<LinkRequest>([{ action: 'link_journal' }, {}])(
    'refuses a journal of another currency: %j',
    async (request) => {
      const world = await aWorld({ accounts: [{ currency: 'USD' }] });
      const { id: journalId } = await world.journals.first(world.tenantId);

      const outcome = await world.linking()({ ...request, journalId });

      expect(outcome).toEqual({ kind: 'currency_mismatch', account: 'USD', journal: 'EUR' });
      expect([await world.linkOf(), await world.fed(), world.started]).toEqual([undefined, { BNK1: undefined }, []]);
    },
  );

  it('begins on the day after the balance that the tenant knows', async () => {
    const world = await aWorld();
    const knownBalance = { amount: '850.00', on: '2026-02-28' };

    await world.linking()({ knownBalance });

    expect(await world.linkOf()).toMatchObject({ importFrom: '2026-03-01', knownBalance });
    await world.linking()({ frequency: 'daily' });
    expect(await world.linkOf()).toMatchObject({ importFrom: '2026-03-01', knownBalance, frequency: 'daily' });
  });

  it.each([
    ['a day that is not over', '2026-03-10', undefined, { kind: 'known_balance_too_late', day: '2026-03-09' }],
    ['the future', '2031-01-01', undefined, { kind: 'known_balance_too_late', day: '2026-03-09' }],
    [
      'a day with others between it and the books',
      '2026-02-27',
      '2026-03-01',
      { kind: 'known_balance_too_early', day: '2026-02-28' },
    ],
  ])('refuses a known balance of %s, and leaves nothing half-done', async (_case, on, importFrom, refused) => {
    const world = await aWorld();

    const outcome = await world.linking()({ importFrom, knownBalance: { amount: '850.00', on } });

    expect(outcome).toEqual(refused);
    expect([await world.linkOf(), await world.fed(), world.started]).toEqual([undefined, {}, []]);
  });

  it.each([
    ['later than its books begin', '2026-03-02', '2026-03-01'],
    ['later than before, books or not', '2026-03-02', undefined],
    ['that it has already, though the books begin earlier', '2026-03-01', '2026-02-01'],
    ['earlier than before', '2026-02-15', '2026-03-01'],
  ])('begins on a day %s', async (_case, importFrom, coversFrom) => {
    const link = aLink({ journalId: uuid(201), importFrom: '2026-03-01' });
    const isRefused = coversFrom !== undefined && importFrom > link.importFrom;
    const head = coversFrom === undefined ? {} : { chain: { coversFrom } };
    const world = await aWorld({ accounts: [{ link }], head });
    await world.journals.create(aJournal({ tenantId: world.tenantId, id: uuid(201) }));

    const outcome = await world.linking()({ importFrom });

    expect(outcome).toEqual(isRefused ? { kind: 'import_from_too_late', day: coversFrom } : { kind: 'linked' });
    expect(await world.linkOf()).toMatchObject({ importFrom: isRefused ? link.importFrom : importFrom });
  });

  it('refuses a code that another journal has', async () => {
    const world = await aWorld();
    await world.journals.create(aJournal({ tenantId: world.tenantId, code: 'CASH' }));

    const outcome = await world.linking()({ journal: { code: 'cash', name: 'Cash' } });

    expect(outcome).toEqual({ kind: 'journal_code_taken' });
    expect(await world.linkOf()).toBeUndefined();
  });

  it('frees the journal when the account is unlinked, so that another account can have it', async () => {
    const world = await aWorld({ accounts: [{}, {}] });
    await world.linking()({});

    const outcome = await world.linking()({ action: 'none' });
    await world.linking()({}, uuid(102));

    expect(outcome).toEqual({ kind: 'unlinked' });
    expect(await world.fed()).toEqual({ BNK1: uuid(102) });
    expect(await world.linkOf()).toBeUndefined();
  });

  it('changes journal, frequency, period and start, frees the old journal and keeps what is not named', async () => {
    const world = await aWorld();
    await world.linking()({ statementPeriod: 'weekly' });

    await world.linking()({ journal: { code: 'NEW', name: 'New' }, frequency: 'daily', importFrom: '2025-01-01' });

    expect(await world.fed()).toEqual({ BNK1: undefined, NEW: uuid(101) });
    expect(await world.linkOf()).toMatchObject({
      frequency: 'daily',
      statementPeriod: 'weekly',
      importFrom: '2025-01-01',
    });
    expect(await world.due()).toEqual(['daily']);
    expect(world.started).toHaveLength(2);
  });

  it.each<LinkRequest>([
    { frequency: 'weekly' },
    { action: 'create_journal' },
    { action: 'create_journal', journal: { code: 'MINE', name: 'Mine' } },
  ])('ends where it ended when the request is repeated: %j', async (request) => {
    const world = await aWorld({ accounts: [{ currency: 'USD' }, {}] });
    await world.linking()({ action: 'create_journal' }, uuid(102));
    await world.linking()(request);
    const before = [await world.linkOf(), await world.fed(), await world.due()];

    const outcome = await world.linking()(request);

    expect(outcome).toEqual({ kind: 'linked' });
    expect([await world.linkOf(), await world.fed(), await world.due()]).toEqual(before);
  });

  it('leaves a connection due for its other accounts', async () => {
    const world = await aWorld({ accounts: [{}, {}, {}] });
    await world.linking()({ frequency: 'daily' });
    await world.linking()({ frequency: 'daily' }, uuid(102));
    await world.linking()({ frequency: 'manual' }, uuid(103));

    await world.linking()({ action: 'none' });
    const withOne = await world.due();
    await world.linking()({ frequency: 'manual' }, uuid(102));

    expect(withOne).toEqual(['daily']);
    expect(await world.due()).toEqual([]);
  });

  it('does not know an account that never was, and one of another tenant', async () => {
    const [world, other] = [await aWorld(), await aWorld({ accounts: [] })];

    expect(await world.linking()({}, uuid(999))).toEqual({ kind: 'unknown_account' });
    expect(await other.linking()({})).toEqual({ kind: 'unknown_account' });
    expect(await world.linkOf()).toBeUndefined();
  });

  it('links nothing on a disconnected connection, but unlinks', async () => {
    const world = await aWorld({ connection: { status: 'disconnected' }, accounts: [{ link: aLink() }] });

    expect(await world.linking()({})).toEqual({ kind: 'disconnected' });
    expect(await world.linking()({ action: 'none' })).toEqual({ kind: 'unlinked' });
    expect(await world.linkOf()).toBeUndefined();
  });

  it('starts no run that could only fail', async () => {
    const dead = await aWorld({ connection: { status: 'reconnect_required' } });
    const lost = await aWorld({ accounts: [{ authorization: { revoked: true } }] });

    await dead.linking()({});
    await lost.linking()({});

    expect([await dead.linkOf(), await lost.linkOf()]).toEqual([expect.anything(), expect.anything()]);
    expect([...dead.started, ...lost.started]).toEqual([]);
  });

  /** Runs another request right before the given write of this one, once. */
  const interleaved = (isMoment: (text: string, name: string) => boolean, other: () => Promise<unknown>): Hooks => {
    let done = false;
    return {
      before: async ({ name, text }) => {
        if (done || !isMoment(text, name)) return;
        done = true;
        await other();
      },
    };
  };
  const writesLink = (text: string, name: string) => name === 'UpdateItemCommand' && text.includes('#link');
  const readsAccount = (text: string, name: string) => name === 'GetItemCommand' && text.includes('"A#');
  const claims = (text: string, name: string) => name === 'UpdateItemCommand' && text.includes('SET #accountId');
  const releases = (text: string, name: string) => name === 'UpdateItemCommand' && text.includes('REMOVE #accountId');
  const moments = { readsAccount, claims, writesLink, releases };
  const names = ['readsAccount', 'claims', 'writesLink', 'releases'] as const;

  const meetings = names.flatMap((moment) => [2, 3].map((journal) => ({ moment, journal })));

  it.each(meetings)(
    'keeps one journal when another request, for J$journal, comes before it $moment',
    async (meeting) => {
      const world = await aWorld({ accounts: [{ currency: 'USD' }] });
      for (const number of [1, 2, 3]) {
        await world.journals.create(
          aJournal({ tenantId: world.tenantId, id: uuid(number), code: `J${number}`, currency: 'USD' }),
        );
      }
      await world.linking()({ journalId: uuid(3) });
      const other = () => world.linking()({ journalId: uuid(meeting.journal) });
      const table = suite.hookedTable(interleaved(moments[meeting.moment], other));

      const outcome = await world.linking(table)({ journalId: uuid(1) });

      expect(outcome).toEqual({ kind: 'linked' });
      expect(await world.disagreements()).toEqual([]);
    },
  );

  it.each(names)(
    'makes one journal when the same request comes twice, the second before the first %s',
    async (moment) => {
      const world = await aWorld({ accounts: [{ currency: 'USD' }] });
      const request: LinkRequest = { action: 'create_journal' };
      const table = suite.hookedTable(interleaved(moments[moment], () => world.linking()(request)));

      await world.linking(table)(request);

      expect(await world.fed()).toEqual({ BNK1: undefined, 'KBC-7034': uuid(101) });
      expect(await world.disagreements()).toEqual([]);
    },
  );

  it.each(['readsAccount', 'claims', 'writesLink'] as const)(
    'gives the first journal to one of two accounts, the other one coming before it %s',
    async (moment) => {
      const world = await aWorld({ accounts: [{}, { reference: 'BE71096123456769' }] });
      const table = suite.hookedTable(interleaved(moments[moment], () => world.linking()({}, uuid(102))));

      await world.linking(table)({});

      expect(Object.values(await world.fed())).toEqual(expect.arrayContaining([uuid(101), uuid(102)]));
      expect(Object.keys(await world.fed())).toHaveLength(2);
      expect(await world.disagreements()).toEqual([]);
    },
  );

  it('takes up what a crash at any write left behind, when the request is repeated', async () => {
    const request: LinkRequest = { action: 'create_journal', frequency: 'daily' };
    let crashes = 0;
    for (let at = 1; at < 40; at += 1) {
      const world = await aWorld({ accounts: [{}] });
      await world.linking()({ frequency: 'weekly' });
      let writes = 0;
      const table = suite.hookedTable({
        after: ({ name }) => {
          writes += name === 'GetItemCommand' || name === 'QueryCommand' ? 0 : 1;
          if (writes === at) throw new Error('crashed');
        },
      });
      const crashed = await world
        .linking(table)(request)
        .then(
          () => false,
          () => true,
        );
      crashes += crashed ? 1 : 0;
      const { frequency } = (await world.linkOf()) ?? {};
      expect(await world.due()).toContain(frequency);

      await world.linking()(request);

      expect(await world.fed()).toEqual({ BNK1: undefined, 'KBC-7034': uuid(101) });
      expect(await world.due()).toEqual(['daily']);
      expect(await world.disagreements()).toEqual([]);
      if (!crashed) break;
    }
    expect(crashes).toBeGreaterThan(5);
  });

  it('keeps a connection due for an account that is linked while another one leaves', async () => {
    const world = await aWorld({ accounts: [{}, { reference: 'BE71096123456769' }] });
    await world.linking()({ frequency: 'daily' });
    const leaves = (text: string, name: string) => name === 'DeleteItemCommand' && text.includes('"DUE#daily');
    const other = () => world.linking()({ frequency: 'daily' }, uuid(102));
    const table = suite.hookedTable(interleaved(leaves, other));

    await world.linking(table)({ action: 'none' });

    expect(await world.due()).toEqual(['daily']);
  });

  it('makes the connection due to which the account moves meanwhile', async () => {
    const world = await aWorld();
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId: world.tenantId, id: uuid(2) }));
    const moves = () =>
      world.accounts.adopt({ tenantId: world.tenantId, accountId: uuid(101) }, uuid(2), '2026-03-10T09:00:00.000Z');
    const table = suite.hookedTable(interleaved(writesLink, moves));

    await world.linking(table)({ frequency: 'daily' });

    expect([await world.due(uuid(1)), await world.due(uuid(2))]).toEqual([[], ['daily']]);
    expect(world.started).toMatchObject([[{ connectionId: uuid(2) }, { trigger: 'link' }]]);
  });
});
