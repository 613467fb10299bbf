import { verifyWebhook, WebhookError, type WebhookRequest } from '../../../client/src/index.ts';
import { standardSigner } from '../../../shared/adapters/outgoing/standardSigner.ts';
import { signingSecret } from '../../../shared/domain/outgoing/signingSecret.ts';

const secretOf = (letter: string): string => signingSecret(Buffer.alloc(32, letter).toString('base64url'));
const [secret, former, foreign] = [secretOf('n'), secretOf('o'), secretOf('x')];

const event = {
  type: 'TransactionsChanged',
  timestamp: '2026-11-30T08:00:00.000Z',
  data: {
    version: 1,
    id: 'evt-1',
    tenantId: 'bakery',
    occurredAt: '2026-11-30T08:00:00.000Z',
    accountId: 'a',
    from: 1,
  },
};
const text = JSON.stringify(event);
const now = Date.now();

interface Sent {
  readonly secrets?: readonly string[];
  readonly secondsAgo?: number;
  readonly body?: string;
}

/** A request as the product signs it. */
const sent = ({ secrets = [secret], secondsAgo = 0, body = text }: Sent = {}): WebhookRequest => {
  const sentAt = new Date(now - secondsAgo * 1000).toISOString();
  return { headers: { ...standardSigner.sign({ secrets, id: 'evt-1', sentAt, body }) }, body };
};

const refusalOf = (verify: () => unknown): string => {
  try {
    verify();
  } catch (error) {
    if (error instanceof WebhookError) return error.because;
    throw error;
  }
  return 'taken';
};

describe('a webhook', () => {
  it('that the product signed gives its event, typed', () => {
    const read = verifyWebhook(sent(), secret);

    expect(read).toEqual(event);
    expect(read.type === 'TransactionsChanged' && read.data.accountId).toBe('a');
  });

  it('is taken as bytes, and with headers of the web or in other letters', () => {
    const { headers, body } = sent({ body: JSON.stringify({ ...event, name: 'Café €' }) });

    expect(verifyWebhook({ headers, body: new TextEncoder().encode(String(body)) }, secret)).toMatchObject(event);
    const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    expect(verifyWebhook({ headers: new Headers(entries), body }, secret)).toMatchObject(event);
    const loud = entries.map(([name, value]) => [name.toUpperCase(), value]);
    expect(verifyWebhook({ headers: Object.fromEntries(loud), body }, secret)).toMatchObject(event);
  });

  it('of a type that is not known yet is given all the same', () => {
    const later = JSON.stringify({ ...event, type: 'OfALaterRelease' });

    expect(verifyWebhook(sent({ body: later }), secret).type).toBe('OfALaterRelease');
  });

  it('is verified by any of the secrets while a rotation overlaps, whichever side has both', () => {
    const byBoth = sent({ secrets: [secret, former] });

    expect(verifyWebhook(byBoth, former)).toEqual(event);
    expect(verifyWebhook(byBoth, secret)).toEqual(event);
    expect(verifyWebhook(sent({ secrets: [former] }), [secret, former])).toEqual(event);
    expect(refusalOf(() => verifyWebhook(byBoth, [foreign]))).toBe('not_signed');
  });

  it.each([
    ['another body', { body: `${text} ` }],
    ['another id', { headers: { ...sent().headers, 'webhook-id': 'evt-2' } }],
    ['another time', { headers: { ...sent().headers, 'webhook-timestamp': String(Math.floor(now / 1000) + 1) } }],
    ['a signature cut short', { headers: { ...sent().headers, 'webhook-signature': 'v1,' } }],
    ['the version of a signature left out', { headers: { ...sent().headers, 'webhook-signature': 'K5oZ=' } }],
  ])('with %s is refused', (_, changed) => {
    expect(refusalOf(() => verifyWebhook({ ...sent(), ...changed }, secret))).toBe('not_signed');
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s is refused', (name) => {
    const headers = { ...sent().headers, [name]: undefined };

    expect(refusalOf(() => verifyWebhook({ headers, body: text }, secret))).toBe('headers_missing');
  });

  it('with a time that is no number is refused', () => {
    const headers = { ...sent().headers, 'webhook-timestamp': '2026-11-30' };

    expect(refusalOf(() => verifyWebhook({ headers, body: text }, secret))).toBe('headers_missing');
  });

  it.each([
    ['five minutes ago, less a bit', 290, 'taken'],
    ['longer ago', 310, 'signed_too_long_ago'],
    ['ahead, within the tolerance', -290, 'taken'],
    ['further ahead', -310, 'signed_ahead'],
  ])('signed %s: %i seconds is %s', (_, secondsAgo, outcome) => {
    expect(refusalOf(() => verifyWebhook(sent({ secondsAgo }), secret))).toBe(outcome);
  });

  it('may be older or younger where the receiver says so', () => {
    const yearAgo = sent({ secondsAgo: 365 * 86_400 });

    expect(refusalOf(() => verifyWebhook(sent({ secondsAgo: 30 }), secret, { toleranceSeconds: 20 }))).toBe(
      'signed_too_long_ago',
    );
    expect(verifyWebhook(yearAgo, secret, { toleranceSeconds: Number.POSITIVE_INFINITY })).toEqual(event);
  });

  it.each(['', 'hello', '[]', 'null', '{"type":1,"data":{}}', '{"type":"Test"}'])(
    'that is signed and holds %j is no event',
    (body) => expect(refusalOf(() => verifyWebhook(sent({ body }), secret))).toBe('no_event'),
  );

  it('says in words why it was refused', () => {
    expect(() => verifyWebhook(sent(), foreign)).toThrow('the webhook is not signed with a secret of this endpoint');
  });

  it('is not verified without a secret: that is a mistake of the receiver', () => {
    expect(() => verifyWebhook(sent(), [])).toThrow('one secret at least');
    expect(() => verifyWebhook(sent(), '')).toThrow("Secret can't be empty.");
  });
});
