import { hkdfSync } from 'node:crypto';

const derivedBytes = 32;

/**
 * A key of 256 bits in the memory of this process, until it is destroyed. It encrypts nothing itself: each text has a key
 * of its own, derived from this one and a salt, so that no nonce is ever used twice under one key.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5869 HKDF
 */
export class DataKey {
  readonly #material: Buffer;
  #isDestroyed = false;

  /** @param material is taken over and zeroed: the caller's own bytes hold no key any more */
  constructor(material: Uint8Array) {
    if (material.length !== derivedBytes) throw new Error('a data key has 32 bytes');
    // Not out of the pool, whose memory other buffers share.
    this.#material = Buffer.alloc(derivedBytes);
    this.#material.set(material);
    material.fill(0);
  }

  /** Works with the key of one text, which is gone afterwards. */
  withDerived<T>(salt: Uint8Array, info: string, work: (key: Buffer) => T): T {
    // A destroyed key would seal with zeros, which everybody knows.
    if (this.#isDestroyed) throw new Error('the data key was destroyed');
    const key = Buffer.from(hkdfSync('sha256', this.#material, salt, info, derivedBytes));
    try {
      return work(key);
    } finally {
      key.fill(0);
    }
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#material.fill(0);
  }
}
