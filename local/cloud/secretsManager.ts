import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { defined } from '../../shared/language/defined.ts';
import { operation, startAwsJson, type Operation } from './awsJson.ts';
import { ServiceFault } from './serviceFault.ts';
import { readJson, writeJson } from './files.ts';
import type { Asked } from './iam/allows.ts';
import type { Rights } from './iam/rights.ts';
import type { Endpoint } from './loopback.ts';

const secretRecord = z.object({
  arn: z.string(),
  name: z.string(),
  /** Versions by id; `AWSCURRENT` is the last, `AWSPREVIOUS` the one before. */
  versions: z.array(z.object({ id: z.string(), text: z.string(), createdAtEpochSeconds: z.number() })),
  deletedAtEpochSeconds: z.number().optional(),
});
type SecretRecord = z.output<typeof secretRecord>;
const secretFile = z.array(secretRecord);

/** Only the current and the previous version have a label; older ones are not kept. */
const keptVersions = 2;
const maxTextBytes = 65_536;

const secretText = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= maxTextBytes, 'is too long');
const secretId = z.object({ SecretId: z.string().min(1) });

/** What of a call decides whether it is allowed. */
const asking = z.looseObject({ SecretId: z.string().optional(), Name: z.string().optional() });

export interface LocalSecretsManager extends Endpoint {
  /** Makes the secret or gives it a new value, as an operator would in the console. */
  readonly seed: (secret: { readonly name: string; readonly arn: string; readonly text: string }) => void;
}

/** The secrets in one file that only its owner can read. */
class SecretStore {
  readonly #path: string;
  readonly #arnPrefix: string;
  readonly #secrets: SecretRecord[];

  constructor(path: string, arnPrefix: string) {
    this.#path = path;
    this.#arnPrefix = arnPrefix;
    this.#secrets = readJson(path, secretFile) ?? [];
  }

  find(id: string): SecretRecord | undefined {
    return this.#secrets.find(({ name, arn }) => id === name || id === arn || id === arn.slice(0, -7));
  }

  /** Those that do not wait for their deletion, by name. */
  live(prefixes: readonly string[]): readonly SecretRecord[] {
    return this.#secrets
      .filter(({ deletedAtEpochSeconds }) => deletedAtEpochSeconds === undefined)
      .filter(({ name }) => prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix)))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  get(id: string): SecretRecord {
    const found = this.find(id);
    if (!found) throw new ServiceFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return found;
  }

  /** A secret that waits for its deletion is there, but gives nothing out and takes nothing in. */
  getLive(id: string): SecretRecord {
    const found = this.get(id);
    if (found.deletedAtEpochSeconds === undefined) return found;
    throw new ServiceFault('InvalidRequestException', 'The secret was marked for deletion.');
  }

  create(name: string, arn?: string): SecretRecord {
    const existing = this.find(name);
    if (existing?.deletedAtEpochSeconds !== undefined) {
      throw new ServiceFault('InvalidRequestException', 'A secret with this name is already scheduled for deletion.');
    }
    if (existing) throw new ServiceFault('ResourceExistsException', `The secret ${name} already exists.`);
    const suffix = createHash('sha256').update(name).digest('hex').slice(0, 6);
    const secret: SecretRecord = { arn: arn ?? `${this.#arnPrefix}${name}-${suffix}`, name, versions: [] };
    this.#secrets.push(secret);
    return secret;
  }

  /** @returns the version; a repeated token with the same text changes nothing, as at AWS */
  putVersion(secret: SecretRecord, text: string, token: string = randomUUID()): string {
    const same = secret.versions.find(({ id }) => id === token);
    if (same && same.text !== text) {
      throw new ServiceFault('ResourceExistsException', 'This token already made a version with another value.');
    }
    if (!same) secret.versions.push({ id: token, text, createdAtEpochSeconds: Date.now() / 1000 });
    secret.versions.splice(0, secret.versions.length - keptVersions);
    this.save();
    return token;
  }

  remove(secret: SecretRecord): void {
    this.#secrets.splice(this.#secrets.indexOf(secret), 1);
    this.save();
  }

  save(): void {
    writeJson(this.#path, this.#secrets);
  }
}

const operationsOf = (store: SecretStore): Readonly<Record<string, Operation>> => ({
  CreateSecret: operation(
    z.object({
      Name: z.string().regex(/^[\w/+=.@-]{1,512}$/),
      SecretString: secretText,
      ClientRequestToken: z.string().optional(),
    }),
    ({ Name, SecretString, ClientRequestToken }) => {
      const repeated = store.find(Name)?.versions.find(({ id }) => id === ClientRequestToken);
      const secret = repeated ? store.getLive(Name) : store.create(Name);
      const version = store.putVersion(secret, SecretString, ClientRequestToken);
      return { ARN: secret.arn, Name, VersionId: version };
    },
  ),
  PutSecretValue: operation(
    secretId.extend({ SecretString: secretText, ClientRequestToken: z.string().optional() }),
    ({ SecretId, SecretString, ClientRequestToken }) => {
      const secret = store.getLive(SecretId);
      const version = store.putVersion(secret, SecretString, ClientRequestToken);
      return { ARN: secret.arn, Name: secret.name, VersionId: version, VersionStages: ['AWSCURRENT'] };
    },
  ),
  GetSecretValue: operation(
    secretId.extend({ VersionStage: z.enum(['AWSCURRENT', 'AWSPREVIOUS']).default('AWSCURRENT') }),
    ({ SecretId, VersionStage }) => {
      const secret = store.getLive(SecretId);
      const version = secret.versions.at(VersionStage === 'AWSCURRENT' ? -1 : -keptVersions);
      if (!version) {
        throw new ServiceFault('ResourceNotFoundException', `there is no value for staging label ${VersionStage}`);
      }
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        VersionStages: [VersionStage],
        SecretString: version.text,
        CreatedDate: version.createdAtEpochSeconds,
      };
    },
  ),
  DeleteSecret: operation(
    secretId.extend({
      ForceDeleteWithoutRecovery: z.boolean().default(false),
      RecoveryWindowInDays: z.number().int().min(7).max(30).optional(),
    }),
    ({ SecretId, ForceDeleteWithoutRecovery, RecoveryWindowInDays }) => {
      const now = Date.now() / 1000;
      // Deleting for good what is not there is no error, as at AWS.
      if (ForceDeleteWithoutRecovery && !store.find(SecretId)) return { Name: SecretId, DeletionDate: now };
      const secret = store.get(SecretId);
      const days = ForceDeleteWithoutRecovery ? 0 : (RecoveryWindowInDays ?? 30);
      if (ForceDeleteWithoutRecovery) store.remove(secret);
      else secret.deletedAtEpochSeconds = now + days * 86_400;
      store.save();
      return { ARN: secret.arn, Name: secret.name, DeletionDate: now + days * 86_400 };
    },
  ),
  RestoreSecret: operation(secretId, ({ SecretId }) => {
    const secret = store.get(SecretId);
    delete secret.deletedAtEpochSeconds;
    store.save();
    return { ARN: secret.arn, Name: secret.name };
  }),
  ListSecrets: operation(
    z.object({
      Filters: z
        .array(z.object({ Key: z.literal('name'), Values: z.array(z.string()).min(1) }))
        .max(1)
        .default([]),
      MaxResults: z.int().min(1).max(100).default(100),
      NextToken: z.string().optional(),
    }),
    ({ Filters, MaxResults, NextToken = '' }) => {
      const after = store.live(Filters.flatMap(({ Values }) => Values)).filter(({ name }) => name > NextToken);
      const page = after.slice(0, MaxResults);
      return {
        SecretList: page.map(({ arn, name }) => ({ ARN: arn, Name: name })),
        ...defined({ NextToken: after.length > page.length ? page.at(-1)?.name : undefined }),
      };
    },
  ),
  DescribeSecret: operation(secretId, ({ SecretId }) => {
    const { arn, name, deletedAtEpochSeconds } = store.get(SecretId);
    return {
      ARN: arn,
      Name: name,
      ...defined({ DeletedDate: deletedAtEpochSeconds }),
    };
  }),
});

/** Secrets Manager with text values; rotation, replication and tags are not simulated. */
export const startSecretsManager = async (options: {
  readonly dataDir: string;
  /** Up to and including `secret:`. */
  readonly arnPrefix: string;
  /**
   * Who may do what.
   *
   * @default everybody may do everything
   */
  readonly rights?: Rights;
}): Promise<LocalSecretsManager> => {
  const store = new SecretStore(join(options.dataDir, 'secrets.json'), options.arnPrefix);
  const asks = (name: string, input: unknown): readonly Asked[] => {
    const { data } = asking.safeParse(input);
    const id = data?.SecretId ?? data?.Name ?? '';
    // What is not there yet has no suffix; six characters will be put behind its name.
    const arn = store.find(id)?.arn ?? (id.startsWith('arn:') ? id : `${options.arnPrefix}${id}-000000`);
    return [{ action: `secretsmanager:${name}`, resources: [arn], context: {} }];
  };
  const endpoint = await startAwsJson({
    targetPrefix: 'secretsmanager',
    operations: operationsOf(store),
    guard: options.rights && { rights: options.rights, asks },
  });
  return {
    ...endpoint,
    seed: ({ name, arn, text }) => {
      const secret = store.find(name) ?? store.create(name, arn);
      if (secret.versions.at(-1)?.text !== text) store.putVersion(secret, text);
    },
  };
};
