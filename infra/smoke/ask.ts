import { get as getInsecure, type IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { TLSSocket } from 'node:tls';
import { defined } from '../../shared/language/defined.ts';

export interface Answered {
  readonly kind: 'answer';
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** Where the way was encrypted. */
  readonly certificateEnds?: string;
  readonly milliseconds: number;
}

export type Asked = Answered | { readonly kind: 'no_answer'; readonly code: string } | { readonly kind: 'too_large' };
export type Ask = (url: string) => Promise<Asked>;

/** Our pages have some twenty thousand bytes. */
const maxBodyBytes = 262_144;

export interface AskOptions {
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  /** @default 10 s, which is longer than the coldest start */
  readonly patienceMs?: number;
}

/** Asks once, over a connection of its own, and follows no redirect. A certificate that does not hold ends it. */
export const makeAsk =
  ({ now, patienceMs = 10_000 }: AskOptions): Ask =>
  (url) =>
    new Promise((resolve) => {
      const began = now();
      const signal = AbortSignal.timeout(patienceMs);
      const failed = (error: Error): void =>
        resolve({ kind: 'no_answer', code: signal.aborted ? 'TIMEOUT' : codeOf(error) });
      const ask = new URL(url).protocol === 'https:' ? get : getInsecure;
      const options = { agent: false, signal, headers: { 'user-agent': 'ponto-bank-sync-smoke' } };
      ask(url, options, (response) => {
        const ends = response.socket instanceof TLSSocket ? response.socket.getPeerCertificate().valid_to : undefined;
        textOf(response).then((text) => {
          if (text === undefined) resolve({ kind: 'too_large' });
          else {
            const { statusCode: status = 0, headers } = response;
            const contentType = headers['content-type'] ?? '';
            const milliseconds = Math.round(now() - began);
            resolve({
              kind: 'answer',
              status,
              contentType,
              text,
              ...defined({ certificateEnds: ends }),
              milliseconds,
            });
          }
        }, failed);
      }).on('error', failed);
    });

const textOf = async (response: IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    // Leaving the loop ends the connection.
    if (length > maxBodyBytes) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
};

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);
