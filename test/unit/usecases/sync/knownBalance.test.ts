import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import { accountProofOf } from '../../../../shared/domain/statements/proof.ts';
import { makeListStatements } from '../../../../shared/usecases/ledger/statements.ts';

const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
const synchronization = (number: number) => ({
  id: uuid(800_000 + number),
  subtype: 'accountTransactions',
  status: 'success' as const,
  errorCodes: [],
});
const known = (amount: string, on: string) =>
  aLinkedAccount({ importFrom: '2026-03-05', knownBalance: { amount, on } });
const morning = '2026-03-11T08:00:00.000Z';

/** Lines of the 5th and the 9th; the bank says 1000.00 at the end of the 10th, so that it was 850.00 on the 4th. */
const withTwoLines = () => {
  const engine = anEngine();
  engine.feed.create(
    aLine(1, { executionDate: '2026-03-05', amount: '200.00' }),
    aLine(2, { executionDate: '2026-03-09', amount: '-50.00' }),
  );
  engine.feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-10') });
  const shown = async () => {
    const { statements } = await makeListStatements({ reader: engine.reader })(ledger, { limit: 10 });
    return statements.map(({ statement, state }) => [statement.period.from, state, statement.proof.verdict]);
  };
  const head = () => engine.reader.head(ledger);
  return { ...engine, shown, head };
};

describe('a known balance', () => {
  it('proves the days between it and the first balance of the bank, and says that it is the figure of the tenant', async () => {
    const { run, reader, shown, head } = withTwoLines();

    await run({ now: morning, account: known('850.00', '2026-03-04') });

    expect(await shown()).toEqual([
      ['2026-03-09', 'final', 'proven'],
      ['2026-03-05', 'final', 'proven'],
    ]);
    expect((await reader.statements(ledger, { limit: 1 }))[0]?.proof).toEqual({
      verdict: 'proven',
      by: 'tenant',
      knownBalance: '850.00',
      knownBalanceOn: '2026-03-04',
      bankBalance: '1000.00',
      bankBalanceOn: '2026-03-10',
    });
    expect((await head()).completeUpTo).toBe('2026-03-10');
  });

  it('says by how much it differs, and proves nothing', async () => {
    const { run, shown, head } = withTwoLines();

    await run({ now: morning, account: known('843.00', '2026-03-04') });

    expect(await shown()).toEqual([
      ['2026-03-09', 'open', 'unproven'],
      ['2026-03-05', 'open', 'unproven'],
    ]);
    expect((await head()).chain.known).toMatchObject({ verdict: 'differs', difference: '7' });
    expect((await head()).completeUpTo).toBeUndefined();
  });

  it('counts the lines of the books up to its day, and proves only what comes after it', async () => {
    const { run, shown } = withTwoLines();

    await run({ now: morning, account: known('1050.00', '2026-03-06') });

    expect(await shown()).toEqual([
      ['2026-03-09', 'open', 'proven'],
      ['2026-03-05', 'open', 'unproven'],
    ]);
  });

  it('is looked at when it comes long after, behind final statements', async () => {
    const { run, shown } = withTwoLines();
    await run({ now: '2026-03-25T08:00:00.000Z', account: aLinkedAccount({ importFrom: '2026-03-05' }) });
    expect(await shown()).toEqual([
      ['2026-03-09', 'final', 'unproven'],
      ['2026-03-05', 'final', 'unproven'],
    ]);

    await run({ now: '2026-03-26T08:00:00.000Z', account: known('850.00', '2026-03-04') });

    expect(await shown()).toEqual([
      ['2026-03-09', 'final', 'proven'],
      ['2026-03-05', 'final', 'proven'],
    ]);
  });

  it('gives way to a better one', async () => {
    const { run, head, shown } = withTwoLines();
    await run({ now: morning, account: known('85.00', '2026-03-04') });

    await run({ now: '2026-03-11T09:00:00.000Z', account: known('850.00', '2026-03-04') });

    expect((await head()).chain.known).toMatchObject({ verdict: 'agrees' });
    expect(await shown()).toMatchObject([
      ['2026-03-09', 'final', 'proven'],
      ['2026-03-05', 'final', 'proven'],
    ]);
  });

  it('stands in the place of one of the same day that had agreed, which proves nothing any more', async () => {
    const { run, shown, head } = withTwoLines();
    await run({ now: morning, account: known('850.00', '2026-03-04') });

    await run({ now: '2026-03-11T20:00:00.000Z', account: known('843.00', '2026-03-04') });

    expect((await shown()).map(([, , verdict]) => verdict)).toEqual(['unproven', 'unproven']);
    expect((await head()).chain).toMatchObject({ known: { verdict: 'differs', difference: '7' } });
    expect((await head()).chain.firstKnown).toBeUndefined();

    await run({ now: '2026-03-12T08:00:00.000Z', account: known('850.00', '2026-03-04') });
    expect((await shown()).map(([, , verdict]) => verdict)).toEqual(['proven', 'proven']);
  });

  it('stays while nobody says anything else, and goes with what it has proven when it is taken back', async () => {
    const { run, head, shown } = withTwoLines();
    const bare = aLinkedAccount({ importFrom: '2026-03-05' });
    await run({ now: morning, account: known('850.00', '2026-03-04') });

    await run({ now: '2026-03-11T09:00:00.000Z', account: bare });
    expect((await head()).chain.known).toMatchObject({ verdict: 'agrees', amount: '850.00' });
    await run({
      now: '2026-03-11T10:00:00.000Z',
      account: aLinkedAccount({ importFrom: '2026-03-05', knownBalance: 'taken_back' }),
    });

    expect((await head()).chain.known).toBeUndefined();
    expect(await shown()).toEqual([
      ['2026-03-09', 'final', 'unproven'],
      ['2026-03-05', 'final', 'unproven'],
    ]);
  });

  it('proves nothing beside a later one that was given before a run heard that it was taken back', async () => {
    const { run, head, shown } = withTwoLines();
    await run({ now: morning, account: known('850.00', '2026-03-04') });

    await run({
      now: '2026-03-11T10:00:00.000Z',
      account: aLinkedAccount({
        importFrom: '2026-03-05',
        knownBalance: { amount: '1050.00', on: '2026-03-06' },
        figuresTakenBackAt: '2026-03-11T09:00:00.000Z',
      }),
    });

    expect((await head()).chain).not.toHaveProperty('firstKnown');
    expect(await shown()).toMatchObject([
      ['2026-03-09', 'final', 'proven'],
      ['2026-03-05', 'final', 'unproven'],
    ]);
  });

  it('no longer proves the days from that of a line that came late, until the bank agrees again', async () => {
    const { run, feed, reader, shown } = withTwoLines();
    await run({ now: morning, account: known('850.00', '2026-03-04') });
    feed.create(aLine(3, { executionDate: '2026-03-07', amount: '-10.00' }));
    const { currentBalance: _none, ...bare } = aFeedAccount({ latestSynchronization: synchronization(2) });
    feed.account = bare;

    await run({ now: '2026-03-12T08:00:00.000Z', account: known('850.00', '2026-03-04') });

    expect((await shown()).slice(1)).toEqual([
      ['2026-03-09', 'final', 'unproven'],
      ['2026-03-05', 'final', 'proven'],
    ]);
    const { statements } = await makeListStatements({ reader })(ledger, { limit: 10 });
    expect(statements.find(({ statement }) => statement.period.from === '2026-03-09')?.statement.proof).toMatchObject({
      withdrawn: { at: '2026-03-12T08:00:00.000Z', reason: 'late_line' },
    });

    feed.account = aFeedAccount({
      currentBalance: balance('990.00', '2026-03-12'),
      latestSynchronization: synchronization(3),
    });
    await run({ now: '2026-03-13T08:00:00.000Z', account: known('850.00', '2026-03-04') });

    expect((await shown()).slice(1)).toEqual([
      ['2026-03-09', 'final', 'proven'],
      ['2026-03-05', 'final', 'proven'],
    ]);
  });

  it('opens the books anew where they differ from it and from the bank by the same line', async () => {
    const { run, feed, reader, shown, head } = withTwoLines();
    // The bank has counted a line of the 7th that Ponto does not have yet.
    feed.account = aFeedAccount({ currentBalance: balance('990.00', '2026-03-10') });
    await run({ now: morning, account: known('850.00', '2026-03-04') });
    expect((await head()).chain.known).toMatchObject({ verdict: 'differs', difference: '-10' });
    feed.create(aLine(3, { executionDate: '2026-03-07', amount: '-10.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('990.00', '2026-03-11'),
      latestSynchronization: synchronization(2),
    });

    await run({ now: '2026-03-12T08:00:00.000Z', account: known('850.00', '2026-03-04') });

    expect(await shown()).toEqual([
      ['2026-03-09', 'final', 'proven'],
      ['2026-03-07', 'final', 'proven'],
      ['2026-03-05', 'final', 'proven'],
    ]);
    expect((await reader.statements(ledger, { limit: 3 })).at(-1)).toMatchObject({ openingBalance: '850' });
    expect((await head()).chain).toMatchObject({ known: { verdict: 'agrees' } });
    expect((await head()).chain.balance).not.toHaveProperty('mismatch');
  });

  it('waits while the opening balance may be another one', async () => {
    const { run, feed, head } = withTwoLines();
    feed.create(aLine(3, { executionDate: '2026-03-11', amount: '-20.00' }));
    // Dated with the day on which the bank was asked: it may count the line of that day, or not.
    feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-11') });

    await run({ now: morning, account: known('850.00', '2026-03-04') });

    expect((await head()).chain.known).toMatchObject({ verdict: 'waiting' });
  });

  describe('is not proof where something else does not fit', () => {
    const asked = (day: string, amount: string, number: number) =>
      aFeedAccount({
        currentBalance: balance(amount, day),
        latestSynchronization: { ...synchronization(number), updatedAt: `${day}T08:00:00.000Z` },
      });

    it('a figure after the first balance does not hide a line that Ponto never got', async () => {
      const { run, feed, head, shown } = withTwoLines();
      await run({ now: morning, account: aLinkedAccount({ importFrom: '2026-03-05' }) });
      feed.create(
        aLine(3, { executionDate: '2026-03-11', amount: '-7.00' }),
        aLine(4, { executionDate: '2026-03-12', amount: '20.00' }),
      );
      feed.account = asked('2026-03-13', '970.50', 2);

      await run({ now: '2026-03-14T09:00:00.000Z', account: known('970.50', '2026-03-13') });

      expect((await shown()).slice(0, 2)).toEqual([
        ['2026-03-12', 'open', 'broken'],
        ['2026-03-11', 'open', 'broken'],
      ]);
      expect((await head()).chain.known).toMatchObject({ verdict: 'differs', difference: '42.5' });
    });

    it('a figure bent by the difference does not move the books away from the first balance of the bank', async () => {
      const { run, feed, shown } = withTwoLines();
      await run({ now: morning, account: aLinkedAccount({ importFrom: '2026-03-05' }) });
      feed.create(aLine(3, { executionDate: '2026-03-11', amount: '-7.00' }));
      feed.account = asked('2026-03-13', '950.50', 2);

      await run({ now: '2026-03-14T09:00:00.000Z', account: known('807.50', '2026-03-04') });

      expect((await shown())[0]).toEqual(['2026-03-11', 'open', 'broken']);
    });

    it("a figure of the bank's own first day proves nothing", async () => {
      const { run, head } = withTwoLines();

      await run({ now: morning, account: known('1000.00', '2026-03-10') });

      const { chain, completeUpTo } = await head();
      expect([chain.known?.verdict, accountProofOf(chain).verdict, completeUpTo]).toEqual([
        'agrees',
        'unproven',
        undefined,
      ]);
    });

    it('the bank takes back the balance that it stands on', async () => {
      const { run, feed, reader } = withTwoLines();
      await run({ now: morning, account: known('850.00', '2026-03-04') });
      feed.account = asked('2026-03-10', '995.00', 2);

      await run({ now: '2026-03-11T20:00:00.000Z', account: known('850.00', '2026-03-04') });

      const { statements } = await makeListStatements({ reader })(ledger, { limit: 1 });
      expect(statements[0]?.statement.proof).toMatchObject({
        verdict: 'unproven',
        withdrawn: { reason: 'balance_restated' },
      });
    });

    it('a line of the day on which the bank was asked is in doubt with that day', async () => {
      const { run, feed, shown, head } = withTwoLines();
      const account = known('850.00', '2026-03-04');
      await run({ now: morning, account });
      feed.create(aLine(3, { executionDate: '2026-03-12', amount: '5.00' }));
      feed.account = asked('2026-03-12', '1005.00', 2);
      await run({ now: '2026-03-12T08:10:00.000Z', account });
      feed.account = asked('2026-03-13', '962.50', 3);

      await run({ now: '2026-03-13T08:10:00.000Z', account });

      expect((await shown())[0]).toEqual(['2026-03-12', 'open', 'broken']);
      expect(accountProofOf((await head()).chain).difference).toMatchObject({ since: '2026-03-12' });
    });

    it('a line that came twice since is named with its own day', async () => {
      const { run, feed, shown, head } = withTwoLines();
      const account = known('850.00', '2026-03-04');
      await run({ now: morning, account });
      feed.create(aLine(3, { executionDate: '2026-03-09', amount: '-50.00' }));
      const { currentBalance: _none, ...bare } = aFeedAccount({ latestSynchronization: synchronization(2) });
      feed.account = bare;
      await run({ now: '2026-03-12T08:00:00.000Z', account });
      feed.account = asked('2026-03-12', '1000.00', 3);

      await run({ now: '2026-03-13T08:00:00.000Z', account });

      expect(accountProofOf((await head()).chain).difference).toMatchObject({ amount: '-50', since: '2026-03-09' });
      expect((await shown()).find(([from]) => from === '2026-03-09')).toEqual(['2026-03-09', 'final', 'broken']);
    });
  });

  it('goes on proving beside a later one, right or wrong', async () => {
    const { run, head, shown } = withTwoLines();
    await run({ now: morning, account: known('850.00', '2026-03-04') });

    for (const [amount, verdict] of [
      ['1050.00', 'agrees'],
      ['1051.00', 'differs'],
    ] as const) {
      await run({ now: '2026-03-11T20:00:00.000Z', account: known(amount, '2026-03-06') });
      expect((await head()).chain).toMatchObject({ known: { verdict }, firstKnown: { verdict: 'agrees' } });
      expect((await shown()).map(([, , proof]) => proof)).toEqual(['proven', 'proven']);
    }
  });

  it('that a late line contradicts says so until a person decides', async () => {
    const { run, feed, head } = withTwoLines();
    await run({ now: morning, account: known('1050.00', '2026-03-06') });
    feed.create(aLine(3, { executionDate: '2026-03-05', amount: '-10.00' }));

    for (const now of ['2026-03-13T08:00:00.000Z', '2026-03-14T08:00:00.000Z']) {
      await run({ now, account: aLinkedAccount({ importFrom: '2026-03-05' }) });
      expect((await head()).chain.known).toMatchObject({ verdict: 'differs', difference: '-10' });
    }
  });

  it('is the same figure however it is written', async () => {
    const { run, head } = withTwoLines();
    await run({ now: morning, account: known('850.00', '2026-03-04') });

    await run({ now: '2026-03-11T20:00:00.000Z', account: known('850', '2026-03-04') });

    expect((await head()).chain).not.toHaveProperty('firstKnown');
    expect((await head()).chain.known).toMatchObject({ verdict: 'agrees', provenUpTo: '2026-03-10' });
  });
});
