import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { makeTransport } from '../../../../../shared/adapters/ponto/http.ts';
import { makeSend } from '../../../../../shared/adapters/ponto/retry.ts';
import { makeVerifyWebhook } from '../../../../../shared/adapters/ponto/webhooks/verifyWebhook.ts';
import { makeWebhookKeys } from '../../../../../shared/adapters/ponto/webhooks/webhookKeys.ts';
import { aClock } from '../doubles.ts';
import { aServer, type LoopbackServer } from '../loopback.ts';

/** Events that Ibanity signed, with the key sets of that day, out of the tests of its own clients. They are not ours to copy. */
const folder = new URL('../../../../../../shared/reference/webhook-vectors/', import.meta.url);
const [withVectors, where] = existsSync(folder)
  ? [describe, 'by the examples beside this project']
  : [describe.skip, 'skipped: ../shared/reference/webhook-vectors is not beside this project'];

const vectorSchema = z.object({
  payloadBase64: z.base64(),
  signature: z.string(),
  jwks: z.unknown(),
  claims: z.object({ aud: z.string(), iss: z.string(), exp: z.number() }),
  /** Seconds: within the minute of the signature. */
  validAt: z.number(),
});
const vectorNamed = (name: string) =>
  vectorSchema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')));

withVectors(`an event that Ibanity really signed (${where})`, () => {
  let server: LoopbackServer;
  beforeEach(async () => {
    server = await aServer(() => ({ body: {} }));
  });
  afterEach(() => server.close());

  /** Our verifier with the key set of the example, read over HTTP, at a moment in seconds. */
  const verifierOf = ({ jwks, claims }: z.output<typeof vectorSchema>, atSeconds: number) => {
    server.answer(() => ({ body: jwks }));
    const clock = aClock(new Date(atSeconds * 1000).toISOString());
    const limits = { timeoutMs: 2_000, tokenTimeoutMs: 2_000, maxAnswerBytes: 100_000 };
    const send = makeSend(makeTransport(undefined, limits), { clock, jitter: () => 0 });
    const findKey = makeWebhookKeys({ url: `${server.origin}/webhooks/keys`, send, clock });
    return makeVerifyWebhook({ findKey, issuer: claims.iss, applicationId: claims.aud, clock });
  };

  describe.each(['java', 'ruby', 'dotnet'])('in the tests of its client for %s', (name) => {
    it('is genuine at its moment', async () => {
      const vector = vectorNamed(name);
      const body = Buffer.from(vector.payloadBase64, 'base64');

      const verdict = await verifierOf(vector, vector.validAt)({ signature: vector.signature, body });

      expect(verdict).toEqual({ kind: 'genuine' });
    });

    it('is refused with one byte more', async () => {
      const vector = vectorNamed(name);
      const body = Buffer.concat([Buffer.from(vector.payloadBase64, 'base64'), Buffer.from('\n')]);

      const verdict = await verifierOf(vector, vector.validAt)({ signature: vector.signature, body });

      expect(verdict).toEqual({ kind: 'refused', reason: 'digest_wrong' });
    });

    it('is refused when its minute is over', async () => {
      const vector = vectorNamed(name);
      const body = Buffer.from(vector.payloadBase64, 'base64');

      const verdict = await verifierOf(vector, vector.claims.exp + 31)({ signature: vector.signature, body });

      expect(verdict).toEqual({ kind: 'refused', reason: 'expired' });
    });
  });
});
