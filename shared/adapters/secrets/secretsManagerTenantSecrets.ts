import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { ClientCredentials, TenantSecrets } from '../../ports/tokens.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { parseSecret } from './parseSecret.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const credentialsSecret = onFirstUse((): z.ZodType<ClientCredentials> =>
  z.object({
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
  }),
);

/**
 * Client ID and Secret ID of tenants, one secret per connection, under `<prefix>/<tenant>/<connection>`. Nothing is kept
 * in memory: a token lives half an hour, so that reads are rare, and an old copy would be refused after a change.
 */
export class SecretsManagerTenantSecrets implements TenantSecrets {
  readonly #client: SecretsManagerClient;
  readonly #prefix: string;

  constructor(client: SecretsManagerClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async readCredentials(ref: ConnectionRef): Promise<ClientCredentials | undefined> {
    const text = await this.#readText(this.#nameOf(ref));
    return text === undefined ? undefined : parseSecret(credentialsSecret(), text, 'a connection');
  }

  async storeCredentials(ref: ConnectionRef, { clientId, clientSecret }: ClientCredentials): Promise<void> {
    const name = this.#nameOf(ref);
    const SecretString = JSON.stringify({ clientId, clientSecret });
    try {
      await this.#client.send(new CreateSecretCommand({ Name: name, SecretString }));
    } catch (error) {
      if (!(error instanceof ResourceExistsException)) throw error;
      await this.#client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
    }
  }

  /** At once and for good: who disconnects does not want us to keep the access for a recovery window. */
  async removeCredentials(ref: ConnectionRef): Promise<void> {
    const SecretId = this.#nameOf(ref);
    try {
      await this.#client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }

  async #readText(name: string): Promise<string | undefined> {
    try {
      return (await this.#client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  #nameOf({ tenantId, connectionId }: ConnectionRef): string {
    return `${this.#prefix}/${escapedName(tenantId)}/${escapedName(connectionId)}`;
  }
}

/**
 * A tenant id is whatever a token says. Secrets Manager takes letters, digits and `/_+=.@-` in names; everything but
 * letters, digits, `_` and `-` becomes `=` and the hexadecimal bytes, so that no id reaches another tenant's path.
 */
const escapedName = (id: string): string =>
  [...Buffer.from(id, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9_-]/.test(sign) ? sign : `=${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
