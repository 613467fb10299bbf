import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { signingSecret } from '../../../shared/domain/outgoing/signingSecret.ts';
import { installed } from '../tools/python.ts';
import { delivered, type Delivered } from './delivered.ts';

interface Case {
  readonly name: string;
  readonly secret: string;
  readonly webhook: Delivered;
  readonly isGenuine: boolean;
}

const refusals = z.array(z.string().nullable());
const maxMs = 60_000;

/** The receiver in Python, in its environment. It asks nobody for anything. */
const verify = async (bin: string, cases: readonly Case[]): Promise<z.output<typeof refusals>> => {
  const child = spawn(join(bin, 'python'), [join(import.meta.dirname, 'verify_webhooks.py')], {
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: maxMs,
  });
  const asked = cases.map(({ secret, webhook: { headers, body } }) => ({
    secret,
    headers,
    body: body.toString('base64'),
  }));
  child.stdin.end(JSON.stringify(asked));
  const [said, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`the webhooks could not be verified:\n${complaint.trim()}`);
  const answers = refusals.parse(JSON.parse(said));
  if (answers.length !== cases.length) throw new Error('the receiver of webhooks did not answer for each of them');
  return answers;
};

/** Webhooks of the product over the wire, and with them forged ones that a receiver must refuse. */
const casesOf = async (now: number): Promise<readonly Case[]> => {
  const [secret, former, foreign] = [1, 2, 3].map(() => signingSecret(randomBytes(32).toString('base64url')));
  if (secret === undefined || former === undefined || foreign === undefined) throw new Error('no secrets');
  const webhook = (id: string, data: object, secrets: readonly string[], minutesAgo = 0) => ({
    id,
    body: JSON.stringify({ type: 'LedgerUpdated', timestamp: new Date(now).toISOString(), data }),
    secrets,
    sentAt: new Date(now - minutesAgo * 60_000).toISOString(),
  });
  const [plain, letters, rotated, old] = await delivered([
    webhook('evt-1', { added: 3 }, [secret]),
    webhook('evt-2', { name: 'Café 🥐 €\u2028' }, [secret]),
    webhook('evt-3', {}, [secret, former]),
    webhook('evt-4', {}, [secret], 6),
  ]);
  if (!plain || !letters || !rotated || !old) throw new Error('the receiver was not handed every webhook');
  const genuine = (name: string, given: Delivered, by = secret): Case => ({
    name,
    secret: by,
    webhook: given,
    isGenuine: true,
  });
  const forged = (name: string, given: Delivered, by = secret): Case => ({
    ...genuine(name, given, by),
    isGenuine: false,
  });
  return [
    genuine('an event', plain),
    genuine('an event with letters of many kinds', letters),
    genuine('by the new secret while a rotation overlaps', rotated),
    genuine('by the former secret while a rotation overlaps', rotated, former),
    forged('by a secret that did not sign', rotated, foreign),
    forged('with a body that was changed', { ...plain, body: Buffer.concat([plain.body, Buffer.from(' ')]) }),
    forged('with an id that was changed', { ...plain, headers: { ...plain.headers, 'webhook-id': 'evt-9' } }),
    forged('that was sent long ago', old),
  ];
};

export interface WebhookVerdict {
  readonly judged: number;
  readonly wrong: readonly string[];
}

/** Has webhooks verified by the reference library of the specification that is not written in our language. */
export const judgeWebhooks = async (python: string, folder: string): Promise<WebhookVerdict> => {
  const requirements = join(import.meta.dirname, '../requirements/webhooks.txt');
  const bin = await installed(python, requirements, join(folder, 'webhooks'));
  const cases = await casesOf(Date.now());
  const answers = await verify(bin, cases);
  const wrong = cases.flatMap(({ name, isGenuine }, index) => {
    const refusal = answers[index] ?? undefined;
    if (isGenuine === (refusal === undefined)) return [];
    return [isGenuine ? `webhooks: ${name} was refused: ${refusal}` : `webhooks: one ${name} was taken`];
  });
  return { judged: cases.length, wrong };
};
