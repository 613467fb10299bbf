import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { resourceNames } from '../../../infra/ops/awsEnvironment.ts';
import { installationOf } from '../../../infra/ops/installation.ts';
import { ownEnvironment, type TheProduct } from './theProduct.ts';

const project = join(import.meta.dirname, '../../..');

/** `npm run ops` against a product that runs here, found by the file that it leaves. */
export const ops = async ({ dataDir }: TheProduct, ...words: readonly string[]): Promise<string> => {
  const file = join(dataDir, 'aws.env');
  const options = { cwd: project, env: ownEnvironment() };
  return (await promisify(execFile)(process.execPath, ['infra/ops/main.ts', ...words, '--env', file], options)).stdout;
};

/** Puts letters among the dead ones, as SQS does after the last delivery of a job. */
export const bury = async ({ dataDir }: TheProduct, letters: readonly unknown[]): Promise<void> => {
  const variables = parseEnv(readFileSync(join(dataDir, 'aws.env'), 'utf8'));
  const endpoint = String(variables['AWS_ENDPOINT_URL_SQS']);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint, region: String(variables['AWS_REGION']), credentials });
  const QueueUrl = `${endpoint}/000000000000/${resourceNames(installationOf('local', {}, {})).deadLetters}`;
  for (const letter of letters) {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(letter) }));
  }
  client.destroy();
};
