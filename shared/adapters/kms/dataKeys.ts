import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { SealPurpose } from '../../contracts/sealOwners.ts';
import type { Clock } from '../../ports/ambient.ts';
import { DataKey } from './dataKey.ts';

/**
 * How long a process keeps a key that it made or opened. Longer saves calls: a worker meets the keys of all workers of the slot
 * before. Whoever reads the memory of a function has its role too, and opens what they like as long as that lasts.
 */
const keptMs = 15 * 60_000;
/** How many texts one key seals: what somebody who stole it could open. */
const maxSeals = 1_000;
/** Left at the least when a seal is prepared: it may come as late as a refresh takes, and with others beside it. */
const reserve = { ms: 60_000, seals: 100 };
/** Keys that are open at once. The texts of a slot were sealed by all workers of the slot before, each with a key for minutes. */
const maxKept = 500;

export interface OpenKey {
  readonly key: DataKey;
  /** As KMS wrapped it: what stands beside each text. */
  readonly wrapped: Buffer;
}

interface Kept {
  readonly opening: Promise<OpenKey>;
  readonly untilMs: number;
  seals: number;
  isOut: boolean;
}

/**
 * The data keys of one purpose: made and opened by KMS, kept for minutes, zeroed when they go. Many who ask for one key
 * at once share one call. A call that failed is not kept: the next one asks again.
 */
export class DataKeys {
  readonly #client: KMSClient;
  readonly #keyId: string;
  readonly #context: Record<string, string>;
  readonly #clock: Pick<Clock, 'now'>;
  /** By the wrapped key; the one that was used last is the last. */
  readonly #kept = new Map<string, Kept>();
  /** Is there: whoever has prepared seals without a call. */
  #sealing: Kept | undefined;
  #making: Kept | undefined;

  constructor(
    client: KMSClient,
    { keyId, purpose }: { readonly keyId: string; readonly purpose: SealPurpose },
    clock: Pick<Clock, 'now'>,
  ) {
    this.#client = client;
    this.#keyId = keyId;
    this.#context = { purpose };
    this.#clock = clock;
  }

  /** Makes sure that the seals of the next minute need no call. */
  async prepare(): Promise<void> {
    await (this.#keyThatSeals(reserve) ?? this.#next()).opening;
  }

  /** @param work does not wait: the key is whole from its first byte to its last */
  async toSeal<T>(work: (open: OpenKey) => T): Promise<T> {
    const kept = this.#keyThatSeals({ ms: 0, seals: 0 }) ?? this.#next();
    kept.seals += 1;
    return work(await kept.opening);
  }

  async toOpen<T>(wrapped: Buffer, work: (open: OpenKey) => T): Promise<T> {
    this.#dropOld();
    const name = nameOf(wrapped);
    const kept = this.#kept.get(name) ?? this.#take(this.#unwrap(wrapped));
    this.#keep(name, kept);
    return work(await kept.opening);
  }

  #keyThatSeals(left: { readonly ms: number; readonly seals: number }): Kept | undefined {
    this.#dropOld();
    const kept = this.#sealing;
    const isEnough = kept && kept.untilMs - this.#nowMs() > left.ms && kept.seals < maxSeals - left.seals;
    return isEnough ? kept : undefined;
  }

  /**
   * Takes the place of the key that seals once it is there, not before: who has prepared with that one may be about to seal,
   * and must not wait for KMS now.
   */
  #next(): Kept {
    if (this.#making && this.#making.seals < maxSeals) return this.#making;
    const made = this.#take(this.#generate());
    this.#making = made;
    void made.opening.then(
      ({ wrapped }) => {
        if (this.#making === made) this.#making = undefined;
        if (made.isOut) return;
        this.#sealing = made;
        this.#keep(nameOf(wrapped), made);
      },
      () => undefined,
    );
    return made;
  }

  #take(opening: Promise<OpenKey>): Kept {
    const kept: Kept = { opening, untilMs: this.#nowMs() + keptMs, seals: 0, isOut: false };
    opening.catch(() => this.#forget(kept));
    return kept;
  }

  #keep(name: string, kept: Kept): void {
    if (kept.isOut) return;
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    for (const one of this.#kept.values()) {
      if (this.#kept.size <= maxKept) return;
      if (one !== this.#sealing) this.#forget(one);
    }
  }

  #dropOld(): void {
    const now = this.#nowMs();
    const all = [this.#making, this.#sealing, ...this.#kept.values()];
    for (const kept of all) if (kept && kept.untilMs <= now) this.#forget(kept);
  }

  #forget(kept: Kept): void {
    for (const [name, one] of this.#kept) if (one === kept) this.#kept.delete(name);
    if (this.#sealing === kept) this.#sealing = undefined;
    if (this.#making === kept) this.#making = undefined;
    kept.isOut = true;
    // A promise calls back in the order in which it was asked: whoever waits for the key is served before it is zeroed.
    void kept.opening.then(
      ({ key }) => key.destroy(),
      () => undefined,
    );
  }

  async #generate(): Promise<OpenKey> {
    const { Plaintext, CiphertextBlob } = await this.#client.send(
      new GenerateDataKeyCommand({ KeyId: this.#keyId, KeySpec: 'AES_256', EncryptionContext: this.#context }),
    );
    if (!Plaintext || !CiphertextBlob) throw new Error('KMS made no data key');
    return { key: new DataKey(Plaintext), wrapped: Buffer.from(CiphertextBlob) };
  }

  async #unwrap(wrapped: Buffer): Promise<OpenKey> {
    const { Plaintext } = await this.#client.send(
      new DecryptCommand({ KeyId: this.#keyId, CiphertextBlob: wrapped, EncryptionContext: this.#context }),
    );
    if (!Plaintext) throw new Error('KMS opened nothing');
    return { key: new DataKey(Plaintext), wrapped };
  }

  #nowMs(): number {
    return Date.parse(this.#clock.now());
  }
}

const nameOf = (wrapped: Buffer): string => wrapped.toString('base64');
