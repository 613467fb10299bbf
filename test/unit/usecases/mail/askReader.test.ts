import { DynamoAddressConfirmations } from '../../../../shared/adapters/dynamodb/addressConfirmations.ts';
import { DynamoSuppressionList } from '../../../../shared/adapters/dynamodb/suppressionList.ts';
import { renderMail } from '../../../../shared/presentation/mail/renderMail.ts';
import type { Mail, MailOutcome } from '../../../../shared/ports/mail.ts';
import { makeAskReader } from '../../../../shared/usecases/mail/askReader.ts';
import { makeConfirmationPage } from '../../../../shared/usecases/mail/confirmationPage.ts';
import { makeEnterAddresses } from '../../../../shared/usecases/mail/enterAddresses.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { aClock, aConnection, countedIds } from '../../../builders/records.ts';

const at = '2026-06-16T06:00:00.000Z';
const after = (days: number): string => new Date(Date.parse(at) + days * 86_400_000).toISOString();
const els = 'els@bakery.example';
const connection = aConnection({ contact: { email: els, name: 'Bakkerij evil.example', locale: 'nl-BE' } });
const { tenantId } = connection;

/** Readers and their mailboxes, over the stores of the table. */
const aWorld = (confirmAddresses = false) => {
  const table = new MemoryTable();
  const mails: Mail[] = [];
  const checks: string[] = [];
  const failures: string[] = [];
  const line = { mail: (): MailOutcome => ({ kind: 'sent' }), now: at };
  const suppressionList = new DynamoSuppressionList(table, aClock());
  const confirmations = new DynamoAddressConfirmations(table);
  const ids = countedIds();
  const askReader = makeAskReader({
    confirmations,
    renderMail,
    mailer: {
      send: async (mail) => {
        const outcome = line.mail();
        if (outcome.kind === 'sent') mails.push(mail);
        return outcome;
      },
    },
    ids: { secret: () => ids.secret().padEnd(43, 'x') },
    publicUrl: 'https://sync.example/',
    onFailure: (_, { kind }) => void failures.push(kind),
  });
  const enter = makeEnterAddresses({ suppressionList, askReader, confirmAddresses });
  const page = makeConfirmationPage({
    confirmations,
    checks: { put: async (day) => void checks.push(day) },
    clock: { now: () => line.now },
  });
  return {
    table,
    mails,
    checks,
    failures,
    line,
    suppressionList,
    page,
    enter: (now = at, people: Partial<typeof connection> = connection) =>
      enter(connection, { notify: [], ...people }, now),
    /** The secret in the last mail. */
    token: (): string => /link=(\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '',
    standing: async () => (await suppressionList.ofAddresses(tenantId, [els])).get(els),
  };
};

describe('whoever enters an address', () => {
  it('has its bounce forgotten, and nobody is asked anything', async () => {
    const world = aWorld();
    await world.suppressionList.add({ tenantId }, els, { reason: 'bounced', at });

    await world.enter();

    expect([await world.standing(), world.mails]).toEqual([undefined, []]);
  });

  it('has a bounce forgotten at most once a week, so that entering it before each mail is of no use', async () => {
    const world = aWorld();
    const bouncesOn = (days: number) =>
      world.suppressionList.add({ tenantId }, els, { reason: 'bounced', at: after(days) });
    const stands: unknown[] = [];
    await bouncesOn(-1);

    for (const days of [0, 1, 6.99, 7, 8, 14]) {
      await world.enter(after(days));
      stands.push((await world.standing())?.bouncedAt);
      await bouncesOn(days + 0.001);
    }

    expect(stands).toEqual([undefined, after(0.001), after(1.001), undefined, after(7.001), undefined]);
  });

  it('may have it forgotten again when the week is over, also after a complaint, which stays', async () => {
    const world = aWorld();
    await world.suppressionList.add({ tenantId }, els, { reason: 'complained', at: after(-30) });
    const stands: unknown[] = [];

    for (const days of [0, 3, 7]) {
      await world.suppressionList.add({ tenantId }, els, { reason: 'bounced', at: after(days - 0.001) });
      await world.enter(after(days));
      stands.push(await world.standing());
    }

    const complained = { complainedAt: after(-30) };
    expect(stands).toEqual([
      expect.not.objectContaining({ bouncedAt: expect.anything() }),
      expect.objectContaining({ ...complained, bouncedAt: after(2.999) }),
      expect.not.objectContaining({ bouncedAt: expect.anything() }),
    ]);
    for (const stand of stands) expect(stand).toMatchObject(complained);
  });

  it('has the reader asked after a complaint, once a week, in their language and with no word of anybody', async () => {
    const world = aWorld();
    await world.suppressionList.add({ tenantId }, els, { reason: 'complained', at: after(-30) });

    for (const days of [0, 0, 1, 6.99]) await world.enter(after(days));
    const first = world.mails.length;
    await world.enter(after(7));

    expect([first, world.mails.length]).toEqual([1, 2]);
    expect(world.mails[0]).toMatchObject({ to: els, sentFor: { kind: 'tenant', tenantId } });
    expect(world.mails[0]?.text).toContain('zonder uw bevestiging');
    expect(JSON.stringify(world.mails[0])).not.toMatch(/Bakkerij|evil|KBC/);
  });

  it('has the reader asked where nobody knows whose mail was complained of', async () => {
    const world = aWorld();
    await world.suppressionList.addProviderWide(els, { reason: 'complained', at: after(-30) });

    await world.enter();
    world.line.now = after(1);
    await world.page.confirm(world.token());

    expect(world.mails).toHaveLength(1);
    expect(await world.standing()).toMatchObject({ providerWide: { reason: 'complained' }, confirmedAt: after(1) });
  });

  it('has two who do so at once ask once', async () => {
    const world = aWorld(true);

    await Promise.all([world.enter(), world.enter(), world.enter()]);

    expect(world.mails).toHaveLength(1);
  });

  it('has every new address asked where the operator wants it, the accountant too, and a confirmed one no more', async () => {
    const world = aWorld(true);
    const people = { notify: ['jan@bakery.example', 'ELS@bakery.example'], accountant: 'an@office.example' };

    await world.enter(at, { ...connection, ...people });
    const first = world.mails.map(({ to }) => to);
    await world.page.confirm(world.token());
    await world.enter(after(8), { ...connection, ...people });

    expect(first).toEqual([els, 'jan@bakery.example', 'an@office.example']);
    expect(world.mails.slice(3).map(({ to }) => to)).toEqual([els, 'jan@bakery.example']);
  });

  it('asks again at once what the mail service refused, and stops at the first refusal', async () => {
    const world = aWorld(true);
    world.line.mail = () => ({ kind: 'refused', reason: 'MessageRejected' });
    await world.enter(at, { ...connection, notify: ['jan@bakery.example'] });
    world.line.mail = () => ({ kind: 'sent' });

    await world.enter(at);

    expect(world.failures).toEqual(['mail_refused']);
    expect(world.mails.map(({ to }) => to)).toEqual([els]);
  });

  it('asks nobody twice when it is not known whether a mail went out', async () => {
    const world = aWorld(true);
    world.line.mail = () => {
      throw new Error('timeout');
    };
    await world.enter();
    world.line.mail = () => ({ kind: 'sent' });

    await world.enter(after(1));

    expect([world.failures, world.mails]).toEqual([['mail_unknown'], []]);
  });
});

describe('a crash while an address is entered', () => {
  /** Enters an address of which a complaint and a bounce are known, and dies before or after one call of the table. */
  const dyingAt = async (moment: 'before' | 'after', call: number) => {
    const world = aWorld();
    await world.suppressionList.add({ tenantId }, els, { reason: 'bounced', at: after(-40) });
    await world.suppressionList.add({ tenantId }, els, { reason: 'complained', at: after(-30) });
    let calls = 0;
    world.table.onCall = (when) => {
      if (when === moment) calls += 1;
      if (when === moment && calls === call) throw new Error('killed');
    };
    const died = await world.enter().then(
      () => false,
      () => true,
    );
    world.table.onCall = () => undefined;
    return { world, died };
  };

  it.each(['before', 'after'] as const)(
    'costs a question at the most, sends none twice, and lifts nothing by itself: %s any call',
    async (moment) => {
      let deaths = 0;
      for (let call = 1; call <= 20; call += 1) {
        const { world, died } = await dyingAt(moment, call);
        if (!died) break;
        deaths += 1;

        await world.enter();
        await world.enter(after(1));

        expect(world.mails.length).toBeLessThanOrEqual(1);
        expect(await world.standing()).toMatchObject({ complainedAt: after(-30) });
        await world.enter(after(8));
        await world.page.confirm(world.token());
        expect(await world.standing()).toMatchObject({ confirmedAt: at });
        expect(await world.standing()).not.toHaveProperty('bouncedAt');
      }
      expect(deaths).toBeGreaterThanOrEqual(3);
    },
  );

  it('on our page leaves the question open, and its button works again', async () => {
    for (const call of [1, 2]) {
      const { world } = await dyingAt('before', 99);
      let calls = 0;
      world.table.onCall = (when) => {
        if (when === 'before' && ++calls === call) throw new Error('killed');
      };
      await world.page.confirm(world.token()).catch(() => undefined);
      world.table.onCall = () => undefined;

      const before = await world.standing();
      await world.page.confirm(world.token());

      expect(before).not.toHaveProperty('confirmedAt');
      expect(await world.standing()).toMatchObject({ confirmedAt: at });
      expect(world.checks.length).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('the page of a question', () => {
  const asked = async () => {
    const world = aWorld();
    await world.suppressionList.add({ tenantId }, els, { reason: 'complained', at: after(-30) });
    await world.enter();
    return world;
  };

  it('confirms nothing by being looked at, and all by its button, as often as it is pressed', async () => {
    const world = await asked();
    const token = world.token();

    const looked = [await world.page.show(token), await world.page.show(token)];
    const before = await world.standing();
    const pressed = [await world.page.confirm(token), await world.page.confirm(token), await world.page.show(token)];

    expect(looked).toEqual([
      { kind: 'open', language: 'nl' },
      { kind: 'open', language: 'nl' },
    ]);
    expect(before).not.toHaveProperty('confirmedAt');
    expect(pressed.map(({ kind }) => kind)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(await world.standing()).toMatchObject({ confirmedAt: at });
  });

  it('has the next run look at the connection, so that what was due is told', async () => {
    const world = await asked();

    await world.page.confirm(world.token());
    await world.page.confirm(world.token());

    expect(world.checks).toEqual(['2026-06-16']);
  });

  it('is over after 30 days, and when a later question has replaced it', async () => {
    const world = await asked();
    const first = world.token();
    world.line.now = after(30);
    const over = await world.page.confirm(first);
    await world.enter(after(30));

    expect([over, await world.page.confirm(first), await world.page.show('made.up.x')]).toEqual([
      { kind: 'unknown' },
      { kind: 'unknown' },
      { kind: 'unknown' },
    ]);
    expect(await world.page.show(world.token())).toMatchObject({ kind: 'open' });
  });

  it('lifts no complaint that comes after it', async () => {
    const world = await asked();
    await world.page.confirm(world.token());
    await world.suppressionList.add({ tenantId }, els, { reason: 'complained', at: after(3) });

    expect(await world.standing()).toMatchObject({ complainedAt: after(3), confirmedAt: at });
  });
});
