import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { standardSigner } from '../../../../shared/adapters/outgoing/standardSigner.ts';
import { signingSecret } from '../../../../shared/domain/outgoing/signingSecret.ts';

const secretOf = (letter: string): string => signingSecret(Buffer.alloc(32, letter).toString('base64url'));
const body = '{"type":"statement.ready","data":{"name":"Café €"}}';
/** The library that verifies reads the wall clock, and lets five minutes pass. */
const now = Date.now();
const minutesAgo = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();

const signed = (secrets: readonly string[], sentAt = minutesAgo(0)) => ({
  ...standardSigner.sign({ secrets, id: 'evt-1', sentAt, body }),
});

describe('the signature of a webhook', () => {
  it('is what the reference libraries of the specification expect of a known message', () => {
    const headers = standardSigner.sign({
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1_614_265_330_000).toISOString(),
      body: '{"test": 2432232314}',
    });

    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is verified with either secret while a rotation overlaps, and with no other', () => {
    const headers = signed([secretOf('n'), secretOf('o')]);

    expect(new Webhook(secretOf('n')).verify(body, headers)).toEqual(JSON.parse(body));
    expect(new Webhook(secretOf('o')).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(secretOf('x')).verify(body, headers)).toThrow(WebhookVerificationError);
  });

  it('covers the body, the id and the time', () => {
    const headers = signed([secretOf('n')]);
    const verify = (given: string, changed = {}) =>
      new Webhook(secretOf('n')).verify(given, { ...headers, ...changed });

    expect(() => verify(`${body} `)).toThrow('No matching signature found');
    expect(() => verify(body, { 'webhook-id': 'evt-2' })).toThrow('No matching signature found');
    expect(() => verify(body, { 'webhook-timestamp': String(Math.floor(now / 1000) + 1) })).toThrow(
      'No matching signature found',
    );
  });

  it('is too old for a receiver after five minutes: each attempt is signed anew', () => {
    const headers = signed([secretOf('n')], minutesAgo(6));

    expect(() => new Webhook(secretOf('n')).verify(body, headers)).toThrow('Message timestamp too old');
  });
});
