import {
  CreateSecretCommand,
  DeleteSecretCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { ClientCredentials, CredentialsHome, KeptCredentials } from '../../ports/tokens.ts';
import { parseSecret } from './parseSecret.ts';
import { credentialsSecret, isToBeDeleted, readSecret } from './secretsManagerTenantSecrets.ts';
import { nameOf, refNamed } from './tenantSecretNames.ts';

/** The shortest that AWS takes. Meanwhile a secret costs nothing and can be brought back (`restore-secret`). */
const recoveryDays = 7;

/** The secrets of tenants as an operator moves them. A version is the mark. */
export class SecretsManagerHome implements CredentialsHome {
  readonly #client: SecretsManagerClient;
  readonly #prefix: string;

  constructor(client: SecretsManagerClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  /** What was stored in the last minutes may be missing in the list. */
  async *pages(): AsyncGenerator<readonly ConnectionRef[]> {
    let NextToken: string | undefined;
    do {
      const answer = await this.#client.send(
        new ListSecretsCommand({
          Filters: [{ Key: 'name', Values: [`${this.#prefix}/`] }],
          MaxResults: 100,
          ...(NextToken !== undefined && { NextToken }),
        }),
      );
      const refs = (answer.SecretList ?? []).flatMap(({ Name = '' }) => refNamed(this.#prefix, Name) ?? []);
      if (refs.length > 0) yield refs;
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
  }

  async look(ref: ConnectionRef): Promise<KeptCredentials | undefined> {
    const secret = await readSecret(this.#client, nameOf(this.#prefix, ref));
    if (!secret?.VersionId || !secret.CreatedDate) return undefined;
    return {
      credentials: parseSecret(credentialsSecret(), secret.SecretString, 'a connection'),
      mark: secret.VersionId,
      since: secret.CreatedDate.toISOString(),
    };
  }

  async putNew(ref: ConnectionRef, { clientId, clientSecret }: ClientCredentials): Promise<string | undefined> {
    const Name = nameOf(this.#prefix, ref);
    const SecretString = JSON.stringify({ clientId, clientSecret });
    try {
      return (await this.#client.send(new CreateSecretCommand({ Name, SecretString }))).VersionId;
    } catch (error) {
      if (!(error instanceof ResourceExistsException) && !isToBeDeleted(error)) throw error;
    }
    if (await readSecret(this.#client, Name)) return undefined;
    // It was moved out of here some days ago; what it held then is of no interest any more.
    await this.#client.send(new RestoreSecretCommand({ SecretId: Name }));
    return (await this.#client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }))).VersionId;
  }

  /** Secrets Manager deletes without a condition: it is looked at just before. */
  async takeOut(ref: ConnectionRef, mark: string, way: 'retire' | 'erase'): Promise<boolean> {
    if ((await this.look(ref))?.mark !== mark) return false;
    const how = way === 'erase' ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: recoveryDays };
    try {
      await this.#client.send(new DeleteSecretCommand({ SecretId: nameOf(this.#prefix, ref), ...how }));
      return true;
    } catch (error) {
      if (error instanceof ResourceNotFoundException || isToBeDeleted(error)) return false;
      throw error;
    }
  }
}
