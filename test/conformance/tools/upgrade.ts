import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SuiteResult } from './suites.ts';
import { region, type Emulator } from './emulator.ts';

const stage = 'local';
const tables = ['registry', 'books'].map((name) => `ponto-bank-sync-${stage}-${name}`);
const secretName = `ponto-bank-sync/${stage}/ponto-application`;
const key = `alias/ponto-bank-sync-${stage}-tokens`;
const context = { tenantId: 'bakery', connectionId: 'before-the-upgrade' };
const item = { pk: { S: 'T#bakery' }, sk: { S: 'C#before-the-upgrade' }, amount: { S: '12.50' } };

/** A copy of the stacks of release 0.1, whose functions have no code: the emulator's copy may be changed. */
export const stacksBefore = (project: string, folder: string): string => {
  const copy = join(folder, 'before');
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(project, 'test/fixtures/stacks-before/local'), copy, { recursive: true });
  return copy;
};

/** What a stage holds before an upgrade, and what of it is there afterwards. */
export const heldByStage = ({ url }: Emulator) => {
  const settings = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [dynamo, kms, secrets] = [
    new DynamoDBClient(settings),
    new KMSClient(settings),
    new SecretsManagerClient(settings),
  ];
  let sealed: Uint8Array | undefined;
  const text = JSON.stringify({ clientId: 'before' });
  return {
    put: async (): Promise<void> => {
      for (const TableName of tables) await dynamo.send(new PutItemCommand({ TableName, Item: item }));
      await secrets.send(new PutSecretValueCommand({ SecretId: secretName, SecretString: text }));
      const Plaintext = Buffer.from('a token');
      sealed = (await kms.send(new EncryptCommand({ KeyId: key, Plaintext, EncryptionContext: context })))
        .CiphertextBlob;
    },
    /** Told as a suite, so that the report and its known gaps hold for it. */
    kept: async (): Promise<SuiteResult> => {
      const looks: readonly (readonly [string, () => Promise<boolean>])[] = [
        ...tables.map((TableName): readonly [string, () => Promise<boolean>] => [
          `keeps what is in ${TableName}`,
          async () => {
            const { pk, sk } = item;
            const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key: { pk, sk } }));
            return Item?.['amount']?.S === item.amount.S;
          },
        ]),
        [
          'keeps the Ponto application',
          async () => (await secrets.send(new GetSecretValueCommand({ SecretId: secretName }))).SecretString === text,
        ],
        [
          'opens with its key what was sealed before',
          async () => {
            const opened = await kms.send(new DecryptCommand({ CiphertextBlob: sealed, EncryptionContext: context }));
            return Buffer.from(opened.Plaintext ?? []).toString() === 'a token';
          },
        ],
      ];
      const failures: { title: string; words: string }[] = [];
      for (const [title, look] of looks) {
        const words = await look().then(
          (isThere) => (isThere ? undefined : 'it is not there'),
          (error: unknown) => String(error),
        );
        if (words !== undefined) failures.push({ title, words });
      }
      dynamo.destroy();
      kms.destroy();
      secrets.destroy();
      return { suite: 'An upgrade from release 0.1', passed: looks.length - failures.length, failures };
    },
  };
};
