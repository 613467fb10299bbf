import { anExpiryWorld, runOn } from '../../../builders/expiry.ts';
import { aConnection } from '../../../builders/records.ts';
import { uuid } from '../../../builders/bank.ts';

const authorization = {
  authorizedAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2026-06-30T10:00:00.000Z',
  revoked: false,
} as const;
const consent = '2026-01-01T10:00:05.000Z';

const aWorld = (connection: Parameters<typeof aConnection>[0] = {}, confirmAddresses = false) => {
  const world = anExpiryWorld(aConnection(connection), confirmAddresses);
  world.observe({ authorization }, consent);
  return world;
};

describe('the expiry alerts', () => {
  it('mail on the days of the ladder and on no other day', async () => {
    const world = aWorld();
    const days: string[] = [];

    for (let day = Date.parse('2026-05-01'); day <= Date.parse('2026-07-31'); day += 86_400_000) {
      const today = new Date(day).toISOString().slice(0, 10);
      const mails = await world.mailsDuring(() => world.run(runOn(today)));
      days.push(...mails.map(({ subject }) => `${today} ${subject}`));
    }

    expect(days).toEqual([
      '2026-05-31 KBC: the authorisation of your bank feed ends in 30 days',
      '2026-06-16 KBC: the authorisation of your bank feed ends in 14 days',
      '2026-06-23 KBC: the authorisation of your bank feed ends in 7 days',
      '2026-06-27 KBC: the authorisation of your bank feed ends in 3 days',
      '2026-06-29 KBC: the authorisation of your bank feed ends tomorrow',
      '2026-06-30 KBC: the authorisation of your bank feed ends today',
    ]);
    expect(world.looks.size).toBe(0);
  });

  it('tell other software each step once, and that it has ended', async () => {
    const world = aWorld();

    for (const day of ['2026-05-31', '2026-06-16', '2026-06-17', '2026-06-30', '2026-07-01', '2026-07-02']) {
      await world.run(runOn(day));
    }

    const { tenantId } = aConnection();
    const facts = { accountId: uuid(101), connectionId: uuid(1), expiresAt: authorization.expiresAt };
    expect(world.events).toEqual([
      {
        id: `${uuid(101)}:expiring:30:2026-06-30`,
        tenantId,
        occurredAt: runOn('2026-05-31'),
        event: { type: 'AuthorizationExpiring', ...facts, daysBefore: 30 },
      },
      expect.objectContaining({ event: { type: 'AuthorizationExpiring', ...facts, daysBefore: 14 } }),
      expect.objectContaining({ event: { type: 'AuthorizationExpiring', ...facts, daysBefore: 0 } }),
      {
        id: `${uuid(101)}:expired:2026-06-30`,
        tenantId,
        occurredAt: runOn('2026-07-01'),
        event: { type: 'AuthorizationExpired', ...facts },
      },
    ]);
  });

  it('send the one mail that fits now when runs were missed', async () => {
    const world = aWorld();

    await world.run(runOn('2026-06-25'));
    const late = await world.mailsDuring(() => world.run(runOn('2026-07-10')));

    expect(world.mails.map(({ subject }) => subject.slice(5))).toEqual([
      'the authorisation of your bank feed ends in 5 days',
      'the authorisation of your bank feed has ended',
    ]);
    expect(late).toHaveLength(1);
  });

  it('say that it has ended when the last day came before the run', async () => {
    const world = anExpiryWorld();
    world.observe({ authorization: { ...authorization, expiresAt: '2026-06-30T02:00:00.000Z' } }, consent);

    await world.run(runOn('2026-06-29'));
    await world.run(runOn('2026-06-30'));

    expect(world.mails.at(-1)?.subject).toContain('has ended');
    expect(world.events.at(-1)?.event.type).toBe('AuthorizationExpired');
  });

  it('put the accounts of a connection into one mail for each person', async () => {
    const world = aWorld({ notify: ['ACCOUNTANT@office.example', 'els@Bakery.example', 'accountant@office.example'] });
    world.observe({ id: uuid(102), reference: 'NL91ABNA0417164300', authorization }, consent);
    world.observe({ id: uuid(103), reference: 'ES9121000418450200051332', authorization }, consent);

    await world.run(runOn('2026-06-16'));

    expect(world.mails.map(({ to }) => to)).toEqual(['els@bakery.example', 'accountant@office.example']);
    for (const { text, html } of world.mails) {
      for (const reference of ['BE68539007547034', 'NL91ABNA0417164300', 'ES9121000418450200051332']) {
        expect(text.split(reference)).toHaveLength(2);
        expect(html.split(reference)).toHaveLength(2);
      }
    }
    expect(world.events).toHaveLength(3);
  });

  it('offer each person a renewal of each account of their own', async () => {
    const world = aWorld({ notify: ['accountant@office.example'] });
    world.observe({ id: uuid(102), reference: 'NL91ABNA0417164300', authorization }, consent);

    await world.run(runOn('2026-06-16'));

    const { tenantId, id: connectionId } = aConnection();
    expect(world.offers).toEqual(
      ['els@bakery.example', 'accountant@office.example'].flatMap((address) =>
        [uuid(101), uuid(102)].map((accountId) => ({ tenantId, connectionId, accountId, address })),
      ),
    );
    expect(world.mails.map(({ text }) => text.match(/link=\d/g))).toEqual([
      ['link=1', 'link=2'],
      ['link=3', 'link=4'],
    ]);
  });

  it.each([
    ['active', 'client_credentials', 1],
    ['reconnect_required', 'client_credentials', 0],
    ['reconnect_required', 'oauth', 1],
    ['blocked', 'oauth', 0],
    ['migration_required', 'legacy_token', 0],
  ] as const)('on a connection that is %s by %s offer %d renewals', async (status, method, offers) => {
    const world = aWorld({ status, method, organizationId: uuid(7) });

    await world.run(runOn('2026-06-16'));

    expect(world.offers.filter(({ accountId }) => accountId !== undefined)).toHaveLength(offers);
    expect(world.mails[0]?.subject).toContain('ends in 14 days');
  });

  it('name in a mail only the accounts whose turn it is', async () => {
    const world = aWorld();
    const later = { ...authorization, expiresAt: '2026-07-02T10:00:00.000Z' };
    world.observe({ id: uuid(102), reference: 'NL91ABNA0417164300', authorization: later }, consent);
    for (const day of ['2026-05-31', '2026-06-02']) await world.run(runOn(day));

    await world.run(runOn('2026-06-16'));

    const last = world.mails.at(-1)?.text;
    expect(world.mails).toHaveLength(3);
    expect(last).toContain('BE68539007547034');
    expect(last).not.toContain('NL91ABNA0417164300');
  });

  it('tell of an end that comes before its time: the bank refuses, and no reminder was due yet', async () => {
    const world = aWorld();
    const ended = { ...authorization, endedAt: '2026-04-02T08:00:00.000Z' };
    world.observe({ authorization: ended }, '2026-04-02T20:40:00.000Z');

    for (const day of ['2026-04-03', '2026-04-04', '2026-05-31', '2026-06-30']) await world.run(runOn(day));

    expect(world.mails.map(({ subject }) => subject)).toEqual(['KBC: the authorisation of your bank feed has ended']);
    expect(world.events.map(({ event }) => event)).toEqual([
      expect.objectContaining({ type: 'AuthorizationExpired', expiresAt: ended.endedAt }),
    ]);
  });

  it('go on as before where the bank takes its refusal back', async () => {
    const world = aWorld();
    world.observe(
      { authorization: { ...authorization, endedAt: '2026-04-02T08:00:00.000Z' } },
      '2026-04-02T20:40:00.000Z',
    );
    await world.run(runOn('2026-04-03'));
    world.observe({ authorization }, '2026-04-04T08:00:00.000Z');

    for (const day of ['2026-04-05', '2026-05-31', '2026-06-16']) await world.run(runOn(day));

    expect(world.mails.map(({ subject }) => subject.slice(5))).toEqual([
      'the authorisation of your bank feed has ended',
      'the authorisation of your bank feed ends in 30 days',
      'the authorisation of your bank feed ends in 14 days',
    ]);
  });

  it('are stopped by a reauthorisation, and begin anew before the next end', async () => {
    const world = aWorld();
    await world.run(runOn('2026-06-16'));
    const renewed = { authorizedAt: '2026-06-20T08:00:00.000Z', expiresAt: '2026-12-17T08:00:00.000Z', revoked: false };
    world.observe({ authorization: renewed }, '2026-06-20T08:00:10.000Z');

    const stopped = await world.mailsDuring(async () => {
      for (const day of ['2026-06-23', '2026-06-30', '2026-07-01', '2026-11-16']) await world.run(runOn(day));
    });
    const anew = await world.mailsDuring(() => world.run(runOn('2026-11-17')));

    expect(stopped).toEqual([]);
    expect(anew.map(({ subject }) => subject)).toEqual([expect.stringContaining('in 30 days')]);
    expect(world.events.map(({ event }) => event.type)).not.toContain('AuthorizationExpired');
  });

  it('do not repeat a rung when the estimate of the end shifts', async () => {
    const world = aWorld();
    await world.run(runOn('2026-06-16'));
    world.observe({ authorization: { ...authorization, expiresAt: '2026-07-05T10:00:00.000Z' } }, runOn('2026-06-17'));

    const mails = await world.mailsDuring(async () => {
      for (const day of ['2026-06-17', '2026-06-21', '2026-06-28']) await world.run(runOn(day));
    });

    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('in 7 days')]);
  });

  it.each(['disconnected', 'gone'])('warn nobody of a connection that is %s, and forget it', async (status) => {
    const world = aWorld();
    world.state.connection = status === 'gone' ? undefined : aConnection({ status: 'disconnected' });

    await world.run(runOn('2026-06-16'));
    await world.run(runOn('2026-06-17'));

    expect([world.mails, world.events, world.looks.size]).toEqual([[], [], 0]);
  });

  it('warn nobody of an account that is no longer shared', async () => {
    const world = anExpiryWorld();
    world.observe({ authorization }, consent);
    world.observe({ authorization: { ...authorization, revoked: true } }, consent);

    await world.run(runOn('2026-06-16'));

    expect([world.mails, world.events]).toEqual([[], []]);
  });

  it.each(['reconnect_required', 'blocked'] as const)(
    'warn of a connection that is %s too, and say that more is wrong',
    async (status) => {
      const world = aWorld({ status });

      await world.run(runOn('2026-06-16'));

      // The reason has a mail of its own.
      expect(world.mails.map(({ text }) => text)).toEqual([
        expect.stringContaining('for another reason as well'),
        expect.not.stringContaining('for another reason as well'),
      ]);
    },
  );

  it('go on after an interruption without a second visit to those that were told', async () => {
    const world = aWorld();

    await world.run(runOn('2026-06-16'));
    await world.run(runOn('2026-06-16'));

    expect(world.state.visits).toBe(1);
  });

  it('find an end that was written with a look that another run has passed by', async () => {
    const world = anExpiryWorld();
    const ref = { tenantId: aConnection().tenantId, connectionId: aConnection().id };
    // The look is put, the account not yet written: this run finds nothing.
    world.looks.set(`2026-06-16#${ref.connectionId}`, { day: '2026-06-16', ref });
    await world.run(runOn('2026-06-16'));
    world.write({ authorization });

    await world.run(runOn('2026-06-17'));

    expect(world.mails).toHaveLength(1);
  });
});

describe('an address that takes no mail', () => {
  const bounced = { bouncedAt: '2026-06-10T08:00:00.000Z' };

  it('is left out, and the others get theirs', async () => {
    const world = aWorld({ notify: ['jan@bakery.example'] });
    world.state.marks.set('els@bakery.example', bounced);

    await world.run(runOn('2026-06-16'));

    expect(world.mails.map(({ to }) => to)).toEqual(['jan@bakery.example']);
  });

  it('has the accountant get the mail when nobody else can', async () => {
    const world = aWorld({ accountant: 'an@office.example' });
    await world.run(runOn('2026-06-16'));
    world.state.marks.set('els@bakery.example', bounced);

    // SES tells of the bounce after the mail; the visit of the day after finds who has not been told.
    await world.run(runOn('2026-06-17'));
    await world.run(runOn('2026-06-18'));

    const warnings = world.mails.filter(({ text }) => text.includes('contact of the bank connection'));
    expect(warnings.map(({ to }) => to)).toEqual(['els@bakery.example', 'an@office.example']);
  });

  it('is written to by nobody when there is no other', async () => {
    const world = aWorld({ accountant: 'an@office.example' });
    for (const address of ['els@bakery.example', 'an@office.example']) world.state.marks.set(address, bounced);

    await world.run(runOn('2026-06-16'));

    expect([world.mails, world.digests.size]).toEqual([[], 0]);
  });
});

describe('where readers are asked before the first mail', () => {
  const confirmed = { askedAt: '2026-06-10T08:00:00.000Z', confirmedAt: '2026-06-10T09:00:00.000Z' };

  it('only the question goes out, once, and what is due goes with the run after the answer', async () => {
    const world = aWorld({}, true);
    for (const day of ['2026-06-16', '2026-06-17', '2026-06-23']) await world.run(runOn(day));
    const before = [...world.mails];

    world.state.marks.set('els@bakery.example', {
      ...world.state.marks.get('els@bakery.example'),
      confirmedAt: runOn('2026-06-23'),
    });
    await world.run(runOn('2026-06-24'));

    expect([before, world.asked]).toEqual([[], ['els@bakery.example']]);
    expect(world.mails.map(({ to }) => to)).toEqual(['els@bakery.example']);
  });

  it('those who have confirmed are written to as ever, and others are asked when there is something to tell', async () => {
    const world = aWorld({ notify: ['jan@bakery.example'], accountant: 'an@office.example' }, true);
    world.state.marks.set('els@bakery.example', confirmed);

    await world.run(runOn('2026-05-30'));
    const nothingDue = [...world.asked];
    await world.run(runOn('2026-06-16'));

    expect([nothingDue, world.asked]).toEqual([[], ['jan@bakery.example', 'an@office.example']]);
    expect(world.mails.map(({ to }) => to)).toEqual(['els@bakery.example']);
    expect(world.digests.size).toBe(0);
  });

  it('a question that failed is asked by the next run', async () => {
    const world = aWorld({}, true);
    world.line.ask = () => 'failed';
    await world.run(runOn('2026-06-16'));
    world.line.ask = () => 'asked';

    await world.run(runOn('2026-06-17'));

    expect(world.asked).toEqual(['els@bakery.example', 'els@bakery.example']);
  });
});

describe('an expiry alert that fails', () => {
  it('is refused for one person, reaches the others, and is tried again by the next run', async () => {
    const world = aWorld({ notify: ['accountant@office.example'] });
    const down = { els: true };
    world.line.mail = ({ to }) =>
      down.els && to.startsWith('els') ? { kind: 'refused', reason: 'MessageRejected' } : { kind: 'sent' };

    await world.run(runOn('2026-06-16'));
    await world.run(runOn('2026-06-17'));
    down.els = false;
    await world.run(runOn('2026-06-18'));
    await world.run(runOn('2026-06-19'));

    expect(world.mails.map(({ to, subject }) => [to, subject.slice(-7)])).toEqual([
      ['accountant@office.example', '14 days'],
      ['els@bakery.example', '12 days'],
    ]);
    expect(world.failures).toEqual(
      Array.from({ length: 2 }, () => ({ kind: 'mail_refused', reason: 'MessageRejected' })),
    );
  });

  it('is sent once more, and never again, when nobody knows whether it went out', async () => {
    const world = aWorld();
    world.line.afterMail = () => {
      throw new Error('timed out');
    };

    for (const day of ['2026-06-16', '2026-06-17', '2026-06-18', '2026-06-19']) await world.run(runOn(day));

    expect(world.mails).toHaveLength(2);
    expect(world.failures).toEqual(
      Array.from({ length: 2 }, () => ({ kind: 'mail_unknown', error: expect.any(Error) })),
    );
  });

  it('is sent twice at the most, also when it was refused before', async () => {
    const world = aWorld();
    world.line.mail = () => ({ kind: 'refused', reason: 'SendingPausedException' });
    await world.run(runOn('2026-06-16'));
    world.line.mail = () => ({ kind: 'sent' });
    world.line.afterMail = () => {
      throw new Error('timed out');
    };

    for (const day of ['2026-06-17', '2026-06-18', '2026-06-19', '2026-06-20']) await world.run(runOn(day));

    expect(world.mails).toHaveLength(2);
  });

  it('is not sent a second time by a repeat of the same run', async () => {
    const world = aWorld();
    world.line.afterMail = () => {
      throw new Error('timed out');
    };

    await world.run(runOn('2026-06-16'));
    await world.run(runOn('2026-06-16'));

    expect(world.mails).toHaveLength(1);
  });

  it('waits for the bus alone: people are warned, and the events follow with the same ids', async () => {
    const world = aWorld();
    world.line.bus = () => {
      throw new Error('bus down');
    };

    await expect(world.run(runOn('2026-06-16'))).rejects.toThrow('bus down');
    world.line.bus = () => undefined;
    await world.run(runOn('2026-06-16'));

    expect(world.mails).toHaveLength(1);
    expect(world.events.map(({ id }) => id)).toEqual([`${uuid(101)}:expiring:14:2026-06-30`]);
  });
});
