import * as z from 'zod';
import type { GivenAnswer, IdempotencyStore, IdempotencyTurn, IdempotentRequest } from '../../ports/idempotency.ts';
import type { Sealer } from '../../ports/tokens.ts';
import { answerOwnerPrefix } from '../../contracts/sealOwners.ts';
import { idempotencyKey, sha256 } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import { absent, all, any, atMost, equals, isNew, setting } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const keptSeconds = 86_400;
/** Longer than a request may last (API Gateway ends it after 30 s): a crashed one does not block its repeat. */
const busyMs = 60_000;

const answerRecord = onFirstUse(() => z.object({ status: z.number(), body: z.string() }));
const idempotencyRecord = onFirstUse(() =>
  z.object({
    fingerprint: z.string(),
    busyUntil: z.string(),
    keptUntil: z.string(),
    sealedAnswer: z.string().optional(),
  }),
);

const instantAfter = (now: string, milliseconds: number): string =>
  new Date(Date.parse(now) + milliseconds).toISOString();

/** Answers are sealed: some hold an address with an OAuth state that opens a consent. */
export class DynamoIdempotencyStore implements IdempotencyStore {
  readonly #table: Table;
  readonly #sealer: Sealer;

  constructor(table: Table, sealer: Sealer) {
    this.#table = table;
    this.#sealer = sealer;
  }

  async begin(request: IdempotentRequest): Promise<IdempotencyTurn> {
    const { tenantId, key, fingerprint, now } = request;
    const taken = await this.#table.put(
      idempotencyKey(tenantId, key),
      {
        fingerprint,
        busyUntil: instantAfter(now, busyMs),
        keptUntil: instantAfter(now, keptSeconds * 1000),
        expiresAtEpochSeconds: epochSecondsOf(now, keptSeconds),
      },
      any(
        isNew,
        atMost('keptUntil', now),
        all(absent('sealedAnswer'), equals('fingerprint', fingerprint), atMost('busyUntil', now)),
      ),
    );
    return taken === 'written' ? { kind: 'first' } : this.#seen(request);
  }

  async complete(request: IdempotentRequest, answer: GivenAnswer): Promise<void> {
    const sealedAnswer = await this.#sealer.seal(JSON.stringify(answer), ownerOf(request));
    await this.#table.update(
      idempotencyKey(request.tenantId, request.key),
      setting({ sealedAnswer }),
      equals('fingerprint', request.fingerprint),
    );
  }

  async forget({ tenantId, key, fingerprint }: IdempotentRequest): Promise<void> {
    await this.#table.delete(
      idempotencyKey(tenantId, key),
      all(equals('fingerprint', fingerprint), absent('sealedAnswer')),
    );
  }

  async #seen(request: IdempotentRequest): Promise<IdempotencyTurn> {
    const item = await this.#table.get(idempotencyKey(request.tenantId, request.key));
    if (!item) return { kind: 'in_progress' };
    const { fingerprint, sealedAnswer } = parseRecord(idempotencyRecord(), item, 'idempotency record');
    if (fingerprint !== request.fingerprint) return { kind: 'other_request' };
    if (sealedAnswer === undefined) return { kind: 'in_progress' };
    const opened: unknown = JSON.parse(await this.#sealer.unseal(sealedAnswer, ownerOf(request)));
    const answer: GivenAnswer = answerRecord().parse(opened);
    return { kind: 'answered', answer };
  }
}

/** A sealed answer opens for its own request only. */
const ownerOf = ({ tenantId, key }: IdempotentRequest) => ({
  tenantId,
  connectionId: `${answerOwnerPrefix}${sha256(key)}`,
});
