import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { RenewalLink } from '../../../../shared/domain/renewal/renewalLink.ts';
import type { BegunReauthorization } from '../../../../shared/usecases/accounts/reauthorizeAccount.ts';
import { makeOfferRenewal } from '../../../../shared/usecases/renewal/offerRenewal.ts';
import { makeRenewalLink } from '../../../../shared/usecases/renewal/renewalLink.ts';
import { uuid } from '../../../builders/bank.ts';
import { aClock, aConnection, anAccount, anInstitution, countedIds } from '../../../builders/records.ts';

const authorization = {
  authorizedAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2026-06-30T10:00:00.000Z',
  revoked: false,
} as const;
const link: RenewalLink = {
  tenantId: 'tenant-1',
  connectionId: uuid(1),
  accountId: uuid(101),
  language: 'nl',
  ending: { authorizedAt: authorization.authorizedAt, lastDay: '2026-06-30' },
  expiresAt: '2026-07-16T06:00:00.000Z',
};
const { accountId: _account, ending: _ending, ...linkOfConnection } = link;

interface Situation {
  readonly link?: RenewalLink | undefined;
  readonly connection?: Connection | undefined;
  readonly account?: Account | undefined;
  readonly reauthorization?: BegunReauthorization | Error;
  readonly catalogue?: 'down';
}

const aWorld = (situation: Situation = {}) => {
  const known = {
    link,
    connection: aConnection({ organizationId: uuid(7) }),
    account: anAccount({ authorization }),
    reauthorization: { kind: 'begun', url: 'https://authorize.myponto.com/renew' } as BegunReauthorization | Error,
    ...situation,
  };
  const calls: string[] = [];
  const page = makeRenewalLink({
    links: { find: async (token) => (token === 'good' ? known.link : undefined) },
    accounts: { get: async () => known.account },
    connections: { get: async () => known.connection },
    catalogue: {
      get: async () => {
        if (known.catalogue === 'down') throw new Fault('ponto_unavailable');
        return anInstitution();
      },
    },
    reauthorizeAccount: async ({ tenantId }, accountId, returnUrl) => {
      calls.push(`reauthorize ${tenantId} ${accountId} ${returnUrl}`);
      if (known.reauthorization instanceof Error) throw known.reauthorization;
      return known.reauthorization;
    },
    beginConsent: async ({ tenantId, userId }, { id }, returnUrl) => {
      calls.push(`consent ${tenantId} ${userId} ${id} ${returnUrl}`);
      return { kind: 'begun', authorizationUrl: 'https://authorization.myponto.com/oauth2/auth?state=x' };
    },
    clock: aClock('2026-06-16T09:00:00.000Z'),
  });
  return { calls, page };
};

const consent = `consent tenant-1 mail-link ${uuid(1)} undefined`;
const begunByConsent = { kind: 'begun', url: 'https://authorization.myponto.com/oauth2/auth?state=x' };

describe('a link of a mail that is opened', () => {
  it('shows the bank in the language of the mail, and begins nothing', async () => {
    const { page, calls } = aWorld();

    const shown = await page.show('good');

    expect(shown).toEqual({ kind: 'open', language: 'nl', bankName: 'KBC' });
    expect(calls).toEqual([]);
  });

  it.each<[string, Situation]>([
    ['our access was refused', { connection: aConnection({ status: 'reconnect_required', organizationId: uuid(7) }) }],
    ['the account is gone', { account: anAccount({ authorization: { ...authorization, revoked: true } }) }],
  ])('says that it leads to a consent where %s', async (_why, situation) => {
    expect(await aWorld(situation).page.show('good')).toMatchObject({ kind: 'open', byConsent: true });
  });

  it('is shown without the name of the bank when nobody knows it', async () => {
    expect(await aWorld({ catalogue: 'down' }).page.show('good')).toEqual({ kind: 'open', language: 'nl' });
  });

  it.each<[string, Situation]>([
    ['of a connection that is gone', { connection: undefined }],
    ['of a connection that was disconnected', { connection: aConnection({ status: 'disconnected' }) }],
    ['of an account that is gone', { account: undefined }],
    ['of an account that another connection reads now', { account: anAccount({ connectionId: uuid(2) }) }],
    ['that is over', { link: undefined }],
  ])('%s is unknown', async (_, situation) => {
    const { page, calls } = aWorld(situation);

    expect([await page.show('good'), await page.follow('good')]).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }]);
    expect(calls).toEqual([]);
  });

  it('says that it is done when the account was renewed since, and begins nothing', async () => {
    const renewed = {
      ...authorization,
      authorizedAt: '2026-06-14T08:00:00.000Z',
      expiresAt: '2026-12-11T08:00:00.000Z',
    };
    const { page, calls } = aWorld({ account: anAccount({ authorization: renewed }) });

    expect(await page.show('good')).toEqual({ kind: 'renewed', language: 'nl' });
    expect(await page.follow('good')).toEqual({ kind: 'renewed', language: 'nl' });
    expect(calls).toEqual([]);
  });

  it('of a connection as a whole is done once the connection works again', async () => {
    expect(await aWorld({ link: linkOfConnection }).page.show('good')).toEqual({ kind: 'renewed', language: 'nl' });
  });

  it.each([
    aConnection({ status: 'blocked' }),
    aConnection({ status: 'reconnect_required', method: 'client_credentials', organizationId: uuid(7) }),
    aConnection({ status: 'reconnect_required' }),
  ])('says where else to go when a mail cannot renew it: $status by $method', async (connection) => {
    const { page, calls } = aWorld({ connection });

    expect(await page.show('good')).toEqual({ kind: 'elsewhere', language: 'nl' });
    expect(await page.follow('good')).toEqual({ kind: 'elsewhere', language: 'nl' });
    expect(calls).toEqual([]);
  });
});

describe('a link of a mail that is followed', () => {
  it('begins the renewal of its own account at Ponto, as often as somebody presses the button', async () => {
    const { page, calls } = aWorld();

    const followed = [await page.follow('good'), await page.follow('good')];

    expect(followed).toEqual(Array(2).fill({ kind: 'begun', url: 'https://authorize.myponto.com/renew' }));
    expect(calls).toEqual(Array(2).fill(`reauthorize tenant-1 ${uuid(101)} undefined`));
  });

  it.each<[string, Situation]>([
    [
      'Ponto refused our access',
      { connection: aConnection({ status: 'reconnect_required', organizationId: uuid(7) }) },
    ],
    ['Ponto refuses it just now', { reauthorization: new Fault('reconnect_required') }],
    ['the account is no longer shared with us', { reauthorization: { kind: 'authorization_lost' } }],
    ['Ponto no longer knows the account', { reauthorization: new Fault('authorization_lost') }],
    [
      'it is of the connection as a whole',
      { link: linkOfConnection, connection: aConnection({ status: 'reconnect_required', organizationId: uuid(7) }) },
    ],
  ])('begins a consent when %s', async (_, situation) => {
    const { page, calls } = aWorld(situation);

    expect(await page.follow('good')).toEqual(begunByConsent);
    expect(calls.at(-1)).toBe(consent);
  });

  it('works again later when Ponto is away', async () => {
    const fault = new Fault('ponto_unavailable');

    expect(await aWorld({ reauthorization: fault }).page.follow('good')).toEqual({
      kind: 'later',
      language: 'nl',
      fault,
    });
  });

  it('says where else to go when Ponto does not renew from here', async () => {
    const { page } = aWorld({ reauthorization: { kind: 'reauthorization_refused' } });

    expect(await page.follow('good')).toEqual({ kind: 'elsewhere', language: 'nl' });
  });

  it('hides no error of ours', async () => {
    await expect(aWorld({ reauthorization: new Error('bug') }).page.follow('good')).rejects.toThrow('bug');
  });
});

describe('an offer of a renewal', () => {
  it('lasts 30 days, names our page, and binds the link to account, person and authorisation', async () => {
    const kept: unknown[] = [];
    const offerRenewal = makeOfferRenewal({
      links: {
        put: async (holder, secret, put) => {
          kept.push(holder, secret, put);
          return 'place.secret';
        },
      },
      ids: countedIds(),
      publicUrl: 'https://sync.example/',
    });
    const holder = { tenantId: 'tenant-1', connectionId: uuid(1), accountId: uuid(101), address: 'els@bakery.example' };
    const ending = { ...authorization, lastDay: '2026-06-30' };

    const url = await offerRenewal({ holder, language: 'nl', ending, at: '2026-06-16T06:00:00.000Z' });

    expect(url).toBe('https://sync.example/renew?link=place.secret');
    expect(kept).toEqual([holder, 'secret-1001', link]);
  });
});
