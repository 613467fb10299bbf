import type { SealPurpose } from '../../contracts/sealOwners.ts';
import type { SealOwner, Sealer } from '../../ports/tokens.ts';
import type { DataKeys } from './dataKeys.ts';
import { openText, parseSealedText, sealText } from './sealedText.ts';

/**
 * Seals with a data key that this process keeps for minutes; tenant and connection are authenticated with each text, so
 * that it opens for its owner only. KMS sees purpose and function, and no owner: ADR 4 says what the trail loses.
 */
export class EnvelopeSealer implements Sealer {
  readonly #keys: DataKeys;
  readonly #purpose: SealPurpose;

  constructor(keys: DataKeys, purpose: SealPurpose) {
    this.#keys = keys;
    this.#purpose = purpose;
  }

  async prepare(): Promise<void> {
    await this.#keys.prepare();
  }

  async seal(text: string, owner: SealOwner): Promise<string> {
    return this.#keys.toSeal(({ key, wrapped }) => sealText(text, { owner, purpose: this.#purpose }, key, wrapped));
  }

  async unseal(sealed: string, owner: SealOwner): Promise<string> {
    const parts = parseSealedText(sealed);
    return this.#keys.toOpen(parts.wrapped, ({ key }) => openText(parts, { owner, purpose: this.#purpose }, key));
  }
}
