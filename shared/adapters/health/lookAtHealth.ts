import { get as getInsecure, type IncomingMessage } from 'node:http';
import { get } from 'node:https';
import * as z from 'zod';
import { addressUnder } from '../../language/addressUnder.ts';
import { defined } from '../../language/defined.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { HealthLook, LookAtHealth } from '../../ports/health.ts';

export interface LookAtHealthOptions {
  readonly publicUrl: string;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  /** @default 10 s: after that nobody waits any more */
  readonly patienceMs?: number;
}

const wellBody = onFirstUse(() => z.object({ status: z.literal('ok') }));
/** Ours has some fifty bytes. */
const maxBodyBytes = 4096;

/**
 * Goes the whole way that callers go, each time: name, connection, certificate, gateway, function. No connection is kept, and
 * no redirect followed: an address that leads elsewhere is not ours.
 */
export const makeLookAtHealth = ({ publicUrl, now, patienceMs = 10_000 }: LookAtHealthOptions): LookAtHealth => {
  const url = new URL(addressUnder(publicUrl, '/v1/health'));
  return async () => {
    const began = now();
    const found = await answerOf(url, AbortSignal.timeout(patienceMs));
    return { ...found, milliseconds: Math.round(now() - began) };
  };
};

type Found = { readonly kind: 'well' } | Omit<Extract<HealthLook, { kind: 'unwell' }>, 'milliseconds'>;

const answerOf = (url: URL, signal: AbortSignal): Promise<Found> =>
  new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ kind: 'unwell', reason: 'no_answer', ...codeOf(error) });
    const ask = url.protocol === 'https:' ? get : getInsecure;
    ask(url, { agent: false, signal, headers: { accept: 'application/json' } }, (response) => {
      judge(response).then(resolve, failed);
    }).on('error', failed);
  });

const judge = async (response: IncomingMessage): Promise<Found> => {
  const { statusCode: status = 0 } = response;
  if (status !== 200) {
    response.destroy();
    return { kind: 'unwell', reason: 'wrong_status', status };
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    // Leaving the loop ends the connection.
    if (length > maxBodyBytes) return { kind: 'unwell', reason: 'wrong_body', status };
    parts.push(bytes);
  }
  return isWell(Buffer.concat(parts).toString('utf8'))
    ? { kind: 'well' }
    : { kind: 'unwell', reason: 'wrong_body', status };
};

const isWell = (text: string): boolean => {
  try {
    return wellBody().safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
};

const codeOf = (error: Error): { readonly code?: string } => {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return { code: 'TIMEOUT' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return defined({ code });
};
