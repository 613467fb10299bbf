import type { TokenSealing } from '../../contracts/sealOwners.ts';
import type { SealOwner, Sealer } from '../../ports/tokens.ts';
import { isSealedByDataKey } from './sealedText.ts';

/**
 * Seals as the setting says and opens both: what was sealed before the setting changed, or by the release before, opens as
 * ever.
 */
export class ChosenSealer implements Sealer {
  readonly #by: Readonly<Record<TokenSealing, Sealer>>;
  readonly #chosen: Sealer;

  constructor(by: Readonly<Record<TokenSealing, Sealer>>, chosen: TokenSealing) {
    this.#by = by;
    this.#chosen = by[chosen];
  }

  async prepare(): Promise<void> {
    await this.#chosen.prepare?.();
  }

  async seal(text: string, owner: SealOwner): Promise<string> {
    return this.#chosen.seal(text, owner);
  }

  async unseal(sealed: string, owner: SealOwner): Promise<string> {
    return this.#by[isSealedByDataKey(sealed) ? 'envelope' : 'kms'].unseal(sealed, owner);
  }
}
