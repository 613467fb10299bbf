import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { ClientCredentials, TenantSecrets } from '../../ports/tokens.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { parseSecret } from './parseSecret.ts';
import { nameOf } from './tenantSecretNames.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const credentialsSecret = onFirstUse((): z.ZodType<ClientCredentials> =>
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
    const text = (await readSecret(this.#client, nameOf(this.#prefix, ref)))?.SecretString;
    return text === undefined ? undefined : parseSecret(credentialsSecret(), text, 'a connection');
  }

  async storeCredentials(ref: ConnectionRef, { clientId, clientSecret }: ClientCredentials): Promise<void> {
    const name = nameOf(this.#prefix, ref);
    const SecretString = JSON.stringify({ clientId, clientSecret });
    try {
      await this.#client.send(new CreateSecretCommand({ Name: name, SecretString }));
    } catch (error) {
      if (!(error instanceof ResourceExistsException) && !isToBeDeleted(error)) throw error;
      await this.#replace(name, SecretString);
    }
  }

  async #replace(SecretId: string, SecretString: string): Promise<void> {
    const put = new PutSecretValueCommand({ SecretId, SecretString });
    try {
      await this.#client.send(put);
    } catch (error) {
      if (!isToBeDeleted(error)) throw error;
      // An operator has moved it away, and it lies there for some days yet.
      await this.#client.send(new RestoreSecretCommand({ SecretId }));
      await this.#client.send(put);
    }
  }

  /** At once and for good: who disconnects does not want us to keep the access for a recovery window. */
  async removeCredentials(ref: ConnectionRef): Promise<void> {
    const SecretId = nameOf(this.#prefix, ref);
    try {
      await this.#client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}

/** A secret that waits for its deletion gives nothing out and takes nothing in; for us it is not there. */
export const isToBeDeleted = (error: unknown): boolean =>
  error instanceof InvalidRequestException && /delet/i.test(error.message);

/** @returns nothing for one that is not there, or not any more */
export const readSecret = async (client: SecretsManagerClient, SecretId: string) => {
  try {
    return await client.send(new GetSecretValueCommand({ SecretId }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException || isToBeDeleted(error)) return undefined;
    throw error;
  }
};
