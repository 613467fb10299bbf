import { createHash, timingSafeEqual } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import * as z from 'zod';
import type { SignatureRefusal, VerifySignature } from '../../../domain/webhooks/signatureVerdict.ts';
import type { Clock } from '../../../ports/ambient.ts';
import { parseJson } from '../json.ts';
import type { FindWebhookKey } from './webhookKeys.ts';
import { onFirstUse } from '../../../language/onFirstUse.ts';

interface Deps {
  readonly findKey: FindWebhookKey;
  /** `PONTO_WEBHOOK_ISSUER` */
  readonly issuer: string;
  /** `PONTO_APPLICATION_ID` */
  readonly applicationId: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** Clocks of two houses. */
const toleranceSeconds = 30;

/** Numbers are exact text here, as `parseJson` reads them. */
const seconds = onFirstUse(() =>
  z
    .string()
    .regex(/^\d{1,12}(\.\d{1,9})?$/)
    .transform(Number),
);
const eventClaims = onFirstUse(() =>
  z.object({
    iss: z.string(),
    aud: z.string(),
    iat: seconds(),
    exp: seconds(),
    digest: z.string(),
  }),
);

/**
 * Tells whether an event is Ponto's: a JWT in the header `Signature`, RS512 and nothing else, by a key that Ponto
 * publishes, for our application, of this minute, over these very bytes (Ponto reference, section 7.2).
 */
export const makeVerifyWebhook =
  ({ findKey, issuer, applicationId, clock }: Deps): VerifySignature =>
  async ({ signature, body }) => {
    if (signature === undefined || signature === '') return refused('signature_missing');
    const payload = await payloadOf(signature, findKey);
    if (typeof payload === 'string') return refused(payload);
    const claims = eventClaims().safeParse(parseJson(new TextDecoder().decode(payload)));
    if (!claims.success) return refused('claims_malformed');
    const { iss, aud, iat, exp, digest } = claims.data;
    const now = Date.parse(clock.now()) / 1000;
    if (iss !== issuer) return refused('wrong_issuer');
    if (aud !== applicationId) return refused('wrong_audience');
    if (iat > now + toleranceSeconds) return refused('from_the_future');
    if (exp < now - toleranceSeconds) return refused('expired');
    return isDigestOf(body, digest) ? { kind: 'genuine' } : refused('digest_wrong');
  };

const refused = (reason: SignatureRefusal) => ({ kind: 'refused', reason }) as const;

/** No key of Ponto's has the id that the signature names. */
class KeyUnknown extends Error {}

/** The signed claims, or why they are not signed. A key is looked for only after the algorithm is known to be ours. */
const payloadOf = async (signature: string, findKey: FindWebhookKey): Promise<Uint8Array | SignatureRefusal> => {
  try {
    const { payload } = await compactVerify(
      signature,
      async ({ kid }) => {
        const key = typeof kid === 'string' ? await findKey(kid) : undefined;
        if (!key) throw new KeyUnknown();
        return key;
      },
      { algorithms: ['RS512'] },
    );
    return payload;
  } catch (error) {
    if (error instanceof KeyUnknown) return 'key_unknown';
    if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm_not_allowed';
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature_wrong';
    if (error instanceof errors.JOSEError) return 'signature_malformed';
    throw error;
  }
};

/** Standard Base64 with padding, compared in the same time wherever the two differ. */
const isDigestOf = (body: Uint8Array, digest: string): boolean => {
  const expected = Buffer.from(createHash('sha512').update(body).digest('base64'));
  const given = Buffer.from(digest);
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
};
