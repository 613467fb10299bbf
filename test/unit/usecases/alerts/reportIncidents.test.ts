import type { Connection } from '../../../../shared/domain/connections/connection.ts';
import type { LedgerHead } from '../../../../shared/domain/ledger/head.ts';
import { anExpiryWorld, runOn } from '../../../builders/expiry.ts';
import { aConnection, aLink, aSync } from '../../../builders/records.ts';
import { uuid } from '../../../builders/bank.ts';

const authorization = {
  authorizedAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2026-06-30T10:00:00.000Z',
  revoked: false,
} as const;
const ref = { tenantId: 'tenant-1', connectionId: uuid(1) };

/** A connection with a linked account, to be looked at from 10 March on. */
const aWorld = (connection: Partial<Connection> = {}, link = aLink()) => {
  const world = anExpiryWorld(aConnection({ organizationId: uuid(7), ...connection }));
  world.write({ authorization, link });
  const lookOn = (day: string): void => void world.looks.set(`${day}#${ref.connectionId}`, { day, ref });
  const runOnDays = async (...days: string[]): Promise<void> => {
    for (const day of days) {
      lookOn(day);
      await world.run(runOn(day));
    }
  };
  return { ...world, lookOn, runOnDays };
};

const mismatch = (since: string): Partial<LedgerHead> => ({
  chain: {
    balance: {
      mismatch: { amount: '1.00', on: '2026-03-08', seenAt: since, difference: '1.00', since },
    },
  } as unknown as LedgerHead['chain'],
});
const failed = (at: string, errorCode = 'bank_unavailable') =>
  aSync({ id: uuid(300), status: 'failed', errorCode, createdAt: at, updatedAt: at });
const succeeded = (at: string) => aSync({ id: uuid(299), status: 'succeeded', createdAt: at, updatedAt: at });

describe('a mail about trouble', () => {
  it.each([
    [{ status: 'reconnect_required', statusCode: 'reconnect_required' }, 'the bank feed has lost its access'],
    [
      { status: 'reconnect_required', statusCode: 'credentials_refused', method: 'client_credentials' },
      'Ponto refuses the Client ID or Secret ID',
    ],
    [{ status: 'blocked', statusCode: 'organization_blocked' }, 'Ponto has blocked your organisation'],
  ] as const)('is sent once when the connection is %j, and again for the next time', async (status, subject) => {
    const world = aWorld({ ...status, statusSince: '2026-03-09T20:00:00.000Z' });

    await world.runOnDays('2026-03-10', '2026-03-11', '2026-03-12');
    const once = world.mails.map((mail) => mail.subject);
    world.state.connection = aConnection({ ...status, statusSince: '2026-03-20T20:00:00.000Z' });
    await world.runOnDays('2026-03-21');

    expect(once).toEqual([`KBC: ${subject}`]);
    expect(world.mails).toHaveLength(2);
  });

  it('reaches every contact, names the accounts, and stands in the history without an address', async () => {
    const world = aWorld({ status: 'reconnect_required', notify: ['jan@bakery.example'] });

    await world.runOnDays('2026-03-10');

    expect(world.mails.map(({ to }) => to)).toEqual(['els@bakery.example', 'jan@bakery.example']);
    for (const { text } of world.mails) expect(text).toContain('BE68539007547034, EUR');
    expect(world.history).toMatchObject(
      ['contact', 'notify-1'].map((recipient) => ({ what: 'alert_sent', code: 'reconnect_required', recipient })),
    );
    expect(JSON.stringify(world.history)).not.toMatch(/@|BE68/);
  });

  it('leads on to a consent where that heals it, and nowhere where it does not', async () => {
    const lost = aWorld({ status: 'reconnect_required' });
    const blocked = aWorld({ status: 'blocked' });

    await lost.runOnDays('2026-03-10');
    await blocked.runOnDays('2026-03-10');

    expect(lost.offers).toEqual([{ ...ref, address: 'els@bakery.example' }]);
    expect(lost.mails[0]?.text).toContain('Restore access: https://sync.example/renew?link=1');
    expect(blocked.offers).toEqual([]);
  });

  it('about lost accounts is one for all of them: keep the existing ones of all banks selected', async () => {
    const world = aWorld();
    const gone = { ...authorization, revoked: true };
    world.write({ authorization: gone, link: aLink() });
    world.write({ id: uuid(102), reference: 'NL91ABNA0417164300', authorization: gone, link: aLink() });
    world.write({ id: uuid(103), reference: 'BE96779999999805', authorization: gone });

    await world.runOnDays('2026-03-10', '2026-03-11');

    expect(world.mails).toHaveLength(1);
    expect(world.mails[0]?.text).toContain('keep the existing accounts of all banks selected');
    expect(world.mails[0]?.text).toContain('BE68539007547034');
    expect(world.mails[0]?.text).toContain('NL91ABNA0417164300');
    // It fed nothing: nobody misses it.
    expect(world.mails[0]?.text).not.toContain('BE96779999999805');
  });

  it('about a statement that is broken waits for two days, and is sent once', async () => {
    const world = aWorld();
    world.state.head = mismatch('2026-03-10T20:00:00.000Z');

    await world.runOnDays('2026-03-11');
    const early = world.mails.length;
    await world.runOnDays('2026-03-12', '2026-03-13');

    expect(early).toBe(0);
    expect(world.mails.map(({ subject }) => subject)).toEqual(['KBC: the books differ from the bank’s balance']);
    // Also where the account has no statement that could show it.
    expect(world.mails[0]?.text).toMatch(/differ by 1\.00 EUR .* on 8 March 2026 is 1\.00 EUR/);
  });

  it('about a feed that stands still waits for three times what was promised', async () => {
    const world = aWorld();
    world.state.syncs = [failed('2026-03-10T20:00:00.000Z'), succeeded('2026-03-09T08:00:00.000Z')];

    await world.runOnDays('2026-03-10');
    const early = world.mails.length;
    await world.runOnDays('2026-03-11', '2026-03-12');

    expect(early).toBe(0);
    expect(world.mails.map(({ subject }) => subject)).toEqual(['KBC: nothing has come in for some time']);
  });

  it('is sent too when Ponto could not even be looked at', async () => {
    const world = aWorld();
    world.state.syncs = [succeeded('2026-03-09T08:00:00.000Z')];
    world.state.runs = { lastRunAt: '2026-03-09T08:00:00.000Z', failedAt: '2026-03-12T20:00:00.000Z' };

    await world.runOnDays('2026-03-13');

    expect(world.mails).toHaveLength(1);
  });

  it.each([
    ['nothing has failed', [succeeded('2026-01-09T08:00:00.000Z')], {}, aLink()],
    [
      'the last run succeeded',
      [succeeded('2026-03-13T02:00:00.000Z'), failed('2026-03-01T08:00:00.000Z')],
      {},
      aLink(),
    ],
    [
      'a person has to heal it, which has a mail of its own',
      [failed('2026-03-12T08:00:00.000Z', 'authorization_expired'), succeeded('2026-01-09T08:00:00.000Z')],
      {},
      aLink(),
    ],
    [
      'it was promised once a week',
      [failed('2026-03-12T08:00:00.000Z'), succeeded('2026-03-05T08:00:00.000Z')],
      {},
      aLink({ frequency: 'weekly' }),
    ],
    [
      'nothing was promised',
      [failed('2026-03-12T08:00:00.000Z'), succeeded('2026-01-05T08:00:00.000Z')],
      { failedAt: '2026-03-12T08:00:00.000Z' },
      aLink({ frequency: 'manual' }),
    ],
  ])('is not sent when %s', async (_why, syncs, runs, link) => {
    const world = aWorld({}, link);
    world.state.syncs = syncs;
    world.state.runs = runs;

    await world.runOnDays('2026-03-13');

    expect(world.mails).toEqual([]);
  });

  it('is not sent for a tenant that the operator has paused, and is when it still lasts after that', async () => {
    const world = aWorld();
    world.state.syncs = [failed('2026-03-12T20:00:00.000Z'), succeeded('2026-03-01T08:00:00.000Z')];
    world.state.paused.add(ref.tenantId);

    await world.runOnDays('2026-03-13');
    const paused = world.mails.length;
    world.state.paused.clear();
    await world.runOnDays('2026-03-14');

    expect(paused).toBe(0);
    expect(world.mails.map(({ subject }) => subject)).toEqual(['KBC: nothing has come in for some time']);
  });

  it('of another kind is sent although the operator has paused the tenant', async () => {
    const world = aWorld();
    world.state.head = mismatch('2026-03-01T20:00:00.000Z');
    world.state.paused.add(ref.tenantId);

    await world.runOnDays('2026-03-10');

    expect(world.mails.map(({ subject }) => subject)).toEqual(['KBC: the books differ from the bank’s balance']);
  });

  it.each(['active', 'awaiting_consent'] as const)(
    'warns once of a registration that Ponto will delete, beside other trouble (%s)',
    async (status) => {
      const world = aWorld({ status, onboardingComplete: false });

      await world.runOnDays('2026-03-10', '2026-03-11', '2026-03-12');

      expect(world.mails.map(({ subject }) => subject)).toEqual(['KBC: your registration at Ponto is not complete']);
      expect(world.mails[0]?.text).toContain('72');
      expect(world.mails[0]?.text).not.toContain('Nothing is lost');
      expect(world.offers).toEqual([]);
      expect(world.history).toMatchObject([
        { what: 'alert_sent', code: 'onboarding_incomplete', recipient: 'contact', by: { kind: 'schedule' } },
      ]);
    },
  );

  it('tells once of an access that waits to be confirmed, and of the next one anew', async () => {
    const accounts = { accounts: [], accountCount: 2 };
    const unconfirmed = { token: 't', organizationId: uuid(8), ...accounts, at: '2026-03-10T08:00:00.000Z' };
    const world = aWorld({ status: 'awaiting_consent', unconfirmed });

    await world.runOnDays('2026-03-10', '2026-03-11');
    const first = world.mails.map(({ subject }) => subject);
    world.state.connection = aConnection({
      status: 'awaiting_consent',
      unconfirmed: { ...unconfirmed, at: '2026-03-12T05:00:00.000Z' },
    });
    await world.runOnDays('2026-03-12');

    expect(first).toEqual(['KBC: an access waits to be confirmed']);
    expect(world.mails).toHaveLength(2);
    expect(world.mails[0]?.text).toContain('If they are not yours, disconnect there');
    expect(world.mails[0]?.text).not.toContain('Nothing is lost');
    expect(world.offers).toEqual([]);
  });

  it('warns of another registration anew, and of none that was completed before the run', async () => {
    const world = aWorld({ status: 'awaiting_consent', onboardingComplete: false });
    await world.runOnDays('2026-03-10');
    const { state } = world;
    state.connection = aConnection({ organizationId: uuid(8), onboardingComplete: true });
    await world.runOnDays('2026-03-11');
    const completed = world.mails.length;
    state.connection = aConnection({ organizationId: uuid(8), onboardingComplete: false });

    await world.runOnDays('2026-03-12');

    expect([completed, world.mails.length]).toEqual([1, 2]);
  });

  it('tells what stops the whole connection, and not what follows from it', async () => {
    const world = aWorld({ status: 'blocked' });
    world.state.head = mismatch('2026-03-01T20:00:00.000Z');
    world.write({ authorization: { ...authorization, revoked: true }, link: aLink() });

    await world.runOnDays('2026-03-10');

    expect(world.mails.map(({ subject }) => subject)).toEqual(['KBC: Ponto has blocked your organisation']);
  });

  it('is tried again when it was refused, and sent once more at the most when nobody knows', async () => {
    const world = aWorld({ status: 'blocked' });
    world.line.mail = () => ({ kind: 'refused', reason: 'MessageRejected' });
    await world.runOnDays('2026-03-10');
    world.line.mail = () => ({ kind: 'sent' });
    world.line.afterMail = () => {
      throw new Error('timed out');
    };

    for (const day of ['2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14']) await world.run(runOn(day));

    expect(world.mails).toHaveLength(2);
  });

  it('is sent by one of two runs at once', async () => {
    const world = aWorld({ status: 'blocked' });
    world.lookOn('2026-03-10');

    await Promise.all([world.run(runOn('2026-03-10')), world.run(runOn('2026-03-10'))]);

    expect(world.mails).toHaveLength(1);
  });
});
