import { standardSigner } from '../../../shared/adapters/outgoing/standardSigner.ts';
import type { UnreachableReason, WebhookAnswer, WebhookRequest } from '../../../shared/ports/webhookSender.ts';
import type { Random } from '../random.ts';

export const tempers = [
  'well',
  'shaky',
  'down for two days',
  'dead',
  'gone',
  'private for a while',
  'slow',
  'silent',
] as const;
export type Temper = (typeof tempers)[number];

type WithoutDuration<T> = T extends unknown ? Omit<T, 'durationMs'> : never;

export interface Fate {
  readonly answer: WithoutDuration<WebhookAnswer>;
  readonly takesMs: number;
  /** It reads what comes, whatever we learn of it. */
  readonly reads: boolean;
}

const answered = (status: number, retryAfterSeconds = 0, takesMs = 50): Fate => ({
  answer: { kind: 'answered', status, ...(retryAfterSeconds > 0 && { retryAfterSeconds }) },
  takesMs,
  reads: true,
});
const unreachable = (reason: UnreachableReason, takesMs: number, reads = false): Fate => ({
  answer: { kind: 'unreachable', reason },
  takesMs,
  reads,
});

const hour = 3_600_000;
/** Who takes longer is slow, as docs/webhooks.md says. */
export const promptMs = 1_000;

/** Software of a tenant that gets webhooks, in one temper over three days. */
export class Receiver {
  readonly url: string;
  readonly temper: Temper;
  readonly #random: Random;
  readonly #from: number;
  readonly #until: number;
  #secret: string;
  /** Ids of events, and how often each was taken by a 2xx. */
  readonly taken = new Map<string, number>();
  readonly #bodies = new Map<string, string>();
  isMended = false;
  /** It has answered that it wants nothing more. */
  isGone = false;
  /** How often it was asked in vain. */
  inVain = 0;

  constructor(
    url: string,
    temper: Temper,
    {
      random,
      beganAt,
      secret,
      troubledFrom = beganAt + random.between(0, 24 * hour),
    }: { random: Random; beganAt: number; secret: string; troubledFrom?: number },
  ) {
    this.url = url;
    this.temper = temper;
    this.#random = random;
    this.#secret = secret;
    this.#from = troubledFrom;
    this.#until = this.#from + (temper === 'down for two days' ? 48 * hour : random.between(1, 60) * hour);
  }

  /** Its owner has put the new secret in. */
  adopt(secret: string): void {
    this.#secret = secret;
  }

  fate(now: number): Fate {
    const fate = this.#fateAt(now);
    const status = fate.answer.kind === 'answered' ? fate.answer.status : undefined;
    if (status === 410) this.isGone = true;
    if (status === undefined || status >= 300) this.inVain += 1;
    return fate;
  }

  #fateAt(now: number): Fate {
    if (this.isMended) return answered(200);
    const isTroubled = now >= this.#from;
    switch (this.temper) {
      case 'well':
        return answered(204);
      case 'shaky':
        return this.#random.chance(0.5) ? this.#accident() : answered(200);
      case 'down for two days':
        return isTroubled && now < this.#until ? this.#failure() : answered(200);
      case 'dead':
        return isTroubled ? this.#failure() : answered(200);
      case 'gone':
        return isTroubled ? answered(410) : answered(200);
      case 'private for a while':
        return isTroubled && now < this.#until ? unreachable('address_refused', 1) : answered(202);
      case 'slow':
        return isTroubled && now < this.#until ? answered(200, 0, 4_000) : answered(200);
      case 'silent':
        return isTroubled && now < this.#until ? unreachable('timeout', 10_000) : answered(200);
    }
  }

  /**
   * Reads a request as the specification says.
   *
   * @returns what is wrong with it
   */
  read({ headers, body }: WebhookRequest, now: number): string | undefined {
    const [id = '', timestamp = ''] = [headers['webhook-id'], headers['webhook-timestamp']];
    if (Math.abs(Number(timestamp) * 1_000 - now) > 5 * 60_000) return `${id} was signed long ago`;
    const sentAt = new Date(Number(timestamp) * 1_000).toISOString();
    const expected = standardSigner.sign({ secrets: [this.#secret], id, sentAt, body })['webhook-signature'];
    if (!headers['webhook-signature']?.split(' ').includes(expected))
      return `${id} is not signed by the secret that it knows`;
    if ((this.#bodies.get(id) ?? body) !== body) return `${id} has another body than before`;
    this.#bodies.set(id, body);
    return undefined;
  }

  take(id: string): void {
    this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
  }

  #failure(): Fate {
    return this.#random.pick([answered(500), unreachable('timeout', 10_000), unreachable('connection', 5)]);
  }

  /** What happens on a bad day; of some of it we do not learn that the receiver has read everything. */
  #accident(): Fate {
    return this.#random.pick([
      answered(500),
      answered(302),
      answered(429),
      answered(503, this.#random.between(1, 7_200)),
      unreachable('timeout', 10_000, true),
      unreachable('answer_too_large', 900, true),
      unreachable('connection', 5, true),
      unreachable('dns', 3_000),
      unreachable('tls', 200),
    ]);
  }
}
