import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { Fault } from '../../../domain/faults/fault.ts';
import type { Clock } from '../../../ports/ambient.ts';
import { faultOf, PontoRefusal } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { Send } from '../retry.ts';
import { onFirstUse } from '../../../language/onFirstUse.ts';

interface Deps {
  /** `PONTO_WEBHOOK_KEYS_URL` */
  readonly url: string;
  /** With the platform's certificate: the key set is behind mutual TLS too (Ponto reference, section 7.3). */
  readonly send: Send;
  readonly clock: Pick<Clock, 'now'>;
}

/** The key that has this id and may sign today; undefined when Ponto has none. */
export type FindWebhookKey = (kid: string) => Promise<KeyObject | undefined>;

/** A retired key is refused after this long at the latest; Ponto's own clients keep keys for 30 to 60 s. */
const keptMs = 60_000;
/** Ids of keys come from whoever calls: made-up ones must not make us hammer Ponto. */
const pauseMs = 10_000;
/** RFC 7518, section 3.3. */
const minBits = 2048;

/**
 * Ponto's keys for events, kept for a minute and read anew when an event names an unknown one.
 *
 * @throws Fault `ponto_unavailable` or `ponto_throttled` when they cannot be had
 */
export const makeWebhookKeys = ({ url, send, clock }: Deps): FindWebhookKey => {
  let kept: { readonly keys: ReadonlyMap<string, KeyObject>; readonly readAtMs: number } | undefined;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let failure: Fault | undefined;
  let reading: Promise<void> | undefined;

  const nowMs = (): number => Date.parse(clock.now());

  const read = async (): Promise<void> => {
    triedAtMs = nowMs();
    try {
      // Rare enough for a connection of its own; a kept one may have died while the function was frozen.
      const request = { method: 'GET', url: new URL(url), headers: {}, freshConnection: true } as const;
      const answer = await send(request, 'repeatable');
      const keys = answer.status === 200 ? keysIn(answer.body) : undefined;
      if (!keys) throw faultOf('ponto_unavailable', new PontoRefusal(answer));
      kept = { keys, readAtMs: triedAtMs };
      failure = undefined;
    } catch (error) {
      if (error instanceof Fault) failure = error;
      throw error;
    }
  };

  return async (kid) => {
    const known = kept && nowMs() - kept.readAtMs < keptMs ? kept.keys.get(kid) : undefined;
    if (known) return known;
    if (!reading && nowMs() - triedAtMs < pauseMs) {
      // Asked in vain a moment ago: whether the key is good is not known, which is not the same as no.
      if (failure) throw failure;
      return kept?.keys.get(kid);
    }
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
    return kept?.keys.get(kid);
  };
};

const keySet = onFirstUse(() => z.object({ keys: z.array(z.unknown()) }));

/** Other keys of the set are not for us: for encryption, retired, or of a kind that is not known here. */
const signingKey = onFirstUse(() =>
  z.object({
    kid: z.string().min(1),
    kty: z.literal('RSA'),
    use: z.literal('sig'),
    status: z.literal('ACTIVE'),
    alg: z.literal('RS512').nullish(),
    n: z.string(),
    e: z.string(),
  }),
);

const keysIn = (body: string): ReadonlyMap<string, KeyObject> | undefined => {
  const parsed = keySet().safeParse(parseJson(body));
  if (!parsed.success) return undefined;
  return new Map(
    parsed.data.keys.flatMap((candidate) => {
      const one = signingKey().safeParse(candidate);
      const key = one.success ? publicKeyOf(one.data) : undefined;
      return one.success && key ? [[one.data.kid, key] as const] : [];
    }),
  );
};

/** Node takes the padded modulus that Ponto sends (Ponto reference, section 7.3) and the unpadded one of RFC 7518. */
const publicKeyOf = ({ kty, n, e }: z.output<ReturnType<typeof signingKey>>): KeyObject | undefined => {
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= minBits ? key : undefined;
  } catch {
    return undefined;
  }
};
