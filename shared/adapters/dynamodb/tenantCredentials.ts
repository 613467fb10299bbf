import * as z from 'zod';
import { credentialsOwnerPrefix } from '../../contracts/sealOwners.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type {
  ClientCredentials,
  CredentialsHome,
  KeptCredentials,
  SealOwner,
  Sealer,
  TenantSecrets,
} from '../../ports/tokens.ts';
import { equals, isNew } from './expressions.ts';
import { credentialsKey, credentialsPartition, dueShards } from './keys.ts';
import { connectionRefRecord, parseRecord } from './records.ts';
import type { Table } from './table.ts';

const record = onFirstUse(() => z.object({ sealed: z.string(), storedAt: z.string() }));
const secret = onFirstUse(() => z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) }));

/** Client ID and Secret ID of tenants, sealed, one item a connection. What is sealed is different each time: it is the mark. */
export class DynamoTenantCredentials implements TenantSecrets, CredentialsHome {
  readonly #table: Table;
  readonly #sealer: Sealer;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(table: Table, sealer: Sealer, clock: Pick<Clock, 'now'>) {
    this.#table = table;
    this.#sealer = sealer;
    this.#clock = clock;
  }

  async readCredentials(ref: ConnectionRef): Promise<ClientCredentials | undefined> {
    return (await this.look(ref))?.credentials;
  }

  async storeCredentials(ref: ConnectionRef, credentials: ClientCredentials): Promise<void> {
    await this.#table.put(credentialsKey(ref), await this.#seal(ref, credentials));
  }

  async removeCredentials(ref: ConnectionRef): Promise<void> {
    await this.#table.delete(credentialsKey(ref));
  }

  async look(ref: ConnectionRef): Promise<KeptCredentials | undefined> {
    const item = await this.#table.get(credentialsKey(ref));
    if (!item) return undefined;
    const { sealed, storedAt } = parseRecord(record(), item, 'credentials');
    const opened: unknown = JSON.parse(await this.#sealer.unseal(sealed, ownerOf(ref)));
    const credentials = parseRecord(secret(), z.record(z.string(), z.unknown()).parse(opened), 'credentials');
    return { credentials, mark: sealed, since: storedAt };
  }

  async putNew(ref: ConnectionRef, credentials: ClientCredentials): Promise<string | undefined> {
    const item = await this.#seal(ref, credentials);
    return (await this.#table.put(credentialsKey(ref), item, isNew)) === 'written' ? item.sealed : undefined;
  }

  async takeOut(ref: ConnectionRef, mark: string): Promise<boolean> {
    return (await this.#table.delete(credentialsKey(ref), equals('sealed', mark))) !== 'refused';
  }

  async *pages(): AsyncGenerator<readonly ConnectionRef[]> {
    for (const shard of dueShards) {
      for await (const items of this.#table.pages(credentialsPartition(shard))) {
        if (items.length > 0) yield items.map((item) => parseRecord(connectionRefRecord(), item, 'credentials'));
      }
    }
  }

  async #seal({ tenantId, connectionId }: ConnectionRef, { clientId, clientSecret }: ClientCredentials) {
    const text = JSON.stringify({ clientId, clientSecret });
    const sealed = await this.#sealer.seal(text, ownerOf({ tenantId, connectionId }));
    return { tenantId, connectionId, sealed, storedAt: this.#clock.now() };
  }
}

/** Not the owner of the connection's tokens: the right to those opens no credentials. */
const ownerOf = ({ tenantId, connectionId }: ConnectionRef): SealOwner => ({
  tenantId,
  connectionId: `${credentialsOwnerPrefix}${connectionId}`,
});
