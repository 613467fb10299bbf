import { makeHandler } from '../../../functions/ponto-webhook/handler.ts';
import { makeVerifyWebhook } from '../../../shared/adapters/ponto/webhooks/verifyWebhook.ts';
import { Fault } from '../../../shared/domain/faults/fault.ts';
import type { SyncJob } from '../../../shared/ports/syncs.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import { makeTakeEvent } from '../../../shared/usecases/webhooks/takeEvent.ts';
import { aClock } from '../adapters/ponto/doubles.ts';
import {
  applicationId,
  claimsFor,
  issuer,
  makeKey,
  signed,
  type SigningKey,
} from '../adapters/ponto/webhooks/signing.ts';
import { aContext, aCounters, aLog, anApiEvent, bodyOf, type ApiRequest } from '../../builders/api.ts';

let key: SigningKey;
beforeAll(async () => {
  key = await makeKey('key-1');
});

/** As observed: compact, keys in alphabetical order, six digits of a second. */
const told = (type: string, overrides: object = {}): string =>
  JSON.stringify({
    data: {
      attributes: { count: 3, createdAt: '2026-11-24T07:59:58.123456Z' },
      id: 'event-1',
      relationships: {
        account: { data: { id: 'account-1', type: 'account' } },
        organization: { data: { id: 'organization-1', type: 'organization' } },
        synchronization: { data: { id: 'synchronization-1', type: 'synchronization' } },
      },
      type,
      ...overrides,
    },
  });
const created = told('pontoConnect.account.transactionsCreated');

const aFunction = () => {
  const { log, messages, codes } = aLog();
  const { counters, counted } = aCounters();
  const jobs: SyncJob[] = [];
  const state = { keysDown: false, tableDown: false };
  const clock = aClock();
  const handler = httpFunction(
    { log, counters },
    makeHandler({
      log,
      counters,
      verify: makeVerifyWebhook({
        findKey: async (kid) => {
          if (state.keysDown) throw new Fault('ponto_unavailable');
          return kid === key.kid ? key.publicKey : undefined;
        },
        issuer,
        applicationId,
        clock,
      }),
      takeEvent: makeTakeEvent({
        organizations: {
          connectionsOf: async (id) => {
            if (state.tableDown) throw new Error('the table is down');
            return id === 'organization-1' ? [{ tenantId: 'tenant-1', connectionId: 'connection-1' }] : [];
          },
        },
        jobs: { put: async (put) => void jobs.push(...put) },
        clock,
      }),
    }),
  );
  const send = (body: string, request: ApiRequest = {}) =>
    handler(
      anApiEvent({
        method: 'POST',
        path: '/webhooks/ponto',
        claims: undefined,
        body,
        headers: { signature: signed(key, claimsFor(body)) },
        ...request,
      }),
      aContext,
    );
  return { send, messages, codes, counted, jobs, state };
};

describe('ponto-webhook', () => {
  it('puts the work of an event on the queue and says so with an empty 200', async () => {
    const { send, jobs, counted, messages } = aFunction();

    const answer = await send(created);

    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(jobs).toEqual([
      {
        kind: 'event',
        tenantId: 'tenant-1',
        connectionId: 'connection-1',
        effect: 'read',
        happenedAt: '2026-11-24T07:59:58.123Z',
        requestedAt: '2026-11-24T08:00:00.000Z',
        accountPontoId: 'account-1',
        synchronizationId: 'synchronization-1',
      },
    ]);
    expect(counted).toEqual({ WebhooksTaken: 1 });
    expect(messages).toContainEqual({
      code: 'WEBHOOK_TAKEN',
      fields: { type: 'pontoConnect.account.transactionsCreated', effect: 'read', connections: 1 },
    });
  });

  it.each(['Signature', 'SIGNATURE', 'sIgNaTuRe'])(
    'finds the signature in a header that is written %s',
    async (name) => {
      const { send, jobs } = aFunction();

      const answer = await send(created, { headers: { [name]: signed(key, claimsFor(created)) } });

      expect([answer.statusCode, jobs.length]).toEqual([200, 1]);
    },
  );

  it('takes the digest over the bytes behind a body that the gateway hands over in Base64', async () => {
    const { send, jobs } = aFunction();
    const signature = signed(key, claimsFor(created));

    const answer = await send(Buffer.from(created).toString('base64'), {
      isBase64Encoded: true,
      headers: { signature },
    });

    expect([answer.statusCode, jobs.length]).toEqual([200, 1]);
  });

  it('takes the digest over the bytes of letters beyond ASCII', async () => {
    const { send, counted } = aFunction();

    const answer = await send(told('pontoConnect.integration.created', { note: 'Crème brûlée 🥐' }));

    expect([answer.statusCode, counted]).toEqual([200, { WebhooksTaken: 1 }]);
  });

  it.each<[string, (body: string) => ApiRequest, string]>([
    ['no signature', () => ({ headers: {} }), 'signature_missing'],
    ['a bearer token instead', () => ({ headers: { authorization: 'Bearer x' } }), 'signature_missing'],
    ['no JWT', () => ({ headers: { signature: 'secret' } }), 'signature_malformed'],
    ['the signature of another body', () => ({ headers: { signature: signed(key, claimsFor('{}')) } }), 'digest_wrong'],
    ['a body that was changed by one byte', (body) => ({ body: body.replace('count":3', 'count":4') }), 'digest_wrong'],
    [
      'a Base64 body with the digest of the Base64 text',
      (body) => {
        const text = Buffer.from(body).toString('base64');
        return { body: text, isBase64Encoded: true, headers: { signature: signed(key, claimsFor(text)) } };
      },
      'digest_wrong',
    ],
    ['an empty body', () => ({ body: '' }), 'digest_wrong'],
  ])(
    'refuses a request with %s: nothing changes, it is counted, and the caller is not told why',
    async (_what, forge, reason) => {
      const { send, jobs, counted, messages } = aFunction();

      const signature = signed(key, claimsFor(created));
      const answer = await send(created, { headers: { signature }, ...forge(created) });

      expect(answer.statusCode).toBe(401);
      expect(bodyOf(answer)).toEqual({
        type: '/docs/problems/signature_refused',
        requestId: 'request-1',
        title: 'Unauthorized',
        status: 401,
        code: 'signature_refused',
        detail: 'The signature of this event is missing or invalid.',
      });
      expect([jobs, counted]).toEqual([[], { WebhooksRefused: 1 }]);
      expect(messages).toContainEqual({ code: 'WEBHOOK_REFUSED', fields: { reason } });
    },
  );

  it('says 503 when the keys cannot be had, so that Ponto sends the event again', async () => {
    const { send, state, jobs } = aFunction();
    state.keysDown = true;

    const answer = await send(created);

    expect([answer.statusCode, bodyOf(answer)['code'], jobs]).toEqual([503, 'ponto_unavailable', []]);
  });

  it('says 500 when an error of ours stops it, so that Ponto sends the event again', async () => {
    const { send, state } = aFunction();
    state.tableDown = true;

    const answer = await send(created);

    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([500, 'internal_error']);
    expect(answer.body).not.toContain('table');
  });

  it.each([
    ['of a type that is not known', told('pontoConnect.account.renamed'), 'unknown_type'],
    [
      'of an organisation that nobody connected',
      told('pontoConnect.organization.blocked', { relationships: { organization: { data: { id: 'nobody' } } } }),
      'unknown_organization',
    ],
    ['that names no organisation', told('pontoConnect.organization.blocked', { relationships: null }), 'incomplete'],
    ['without an id', told('pontoConnect.organization.blocked', { id: undefined }), 'not_understood'],
    ['whose type is no word', told('<script>'), 'not_understood'],
    ['that is a list', '[]', 'not_understood'],
    ['that is no JSON', '{"data":', 'not_understood'],
  ])('acknowledges a genuine event %s, counts it, and does nothing', async (_what, body, reason) => {
    const { send, jobs, counted, messages } = aFunction();

    const answer = await send(body);

    expect([answer.statusCode, jobs, counted]).toEqual([200, [], { WebhooksIgnored: 1 }]);
    expect(messages).toContainEqual({ code: 'WEBHOOK_IGNORED', fields: expect.objectContaining({ reason }) });
  });

  it('passes over what it does not know, and parts of another shape', async () => {
    const { send, jobs } = aFunction();
    const body = told('pontoConnect.organization.unblocked', {
      attributes: { createdAt: 'yesterday', colour: 'red' },
      relationships: { organization: { data: { id: 'organization-1' }, links: {} }, account: { data: null }, owner: 1 },
      meta: {},
    });

    await send(body);

    expect(jobs).toEqual([expect.objectContaining({ effect: 'unblock', happenedAt: '2026-11-24T08:00:00.000Z' })]);
    expect(jobs[0]).not.toHaveProperty('accountPontoId');
  });

  it('writes neither body nor signature to its log', async () => {
    const { send, messages } = aFunction();
    const body = told('pontoConnect.account.detailsUpdated', { note: 'BE68539007547034' });
    const signature = signed(key, claimsFor(body));

    await send(body, { headers: { signature } });
    await send(body, { headers: { signature: `${signature}x` } });

    const logged = JSON.stringify(messages);
    const secrets = ['BE68539007547034', 'account-1', 'organization-1', ...signature.split('.')];
    expect(secrets.filter((secret) => logged.includes(secret))).toEqual([]);
  });
});
