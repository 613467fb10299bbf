import { webhookOwnerPrefix } from '../../contracts/sealOwners.ts';
import type { EndpointRef, EndpointSecrets } from '../../ports/webhookEndpoints.ts';
import type { SealOwner, Sealer } from '../../ports/tokens.ts';

/** Secrets that a process keeps open: those of the endpoints that it has just sent to. */
const maxKept = 500;

const ownerOf = ({ tenantId, endpointId }: EndpointRef): SealOwner => ({
  tenantId,
  connectionId: `${webhookOwnerPrefix}${endpointId}`,
});

/**
 * Seals what signs webhooks. An endpoint gets many events with one secret, and each opening is a call that is paid for: what
 * was opened last is kept in memory, under its owner and its sealed text.
 */
export class SealedEndpointSecrets implements EndpointSecrets {
  readonly #sealer: Sealer;
  readonly #kept = new Map<string, string>();

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  async seal(ref: EndpointRef, secret: string): Promise<string> {
    return this.#sealer.seal(secret, ownerOf(ref));
  }

  async unseal(ref: EndpointRef, sealed: string): Promise<string> {
    const name = JSON.stringify([ref.tenantId, ref.endpointId, sealed]);
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const secret = await this.#sealer.unseal(sealed, ownerOf(ref));
    this.#kept.set(name, secret);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
    return secret;
  }
}
