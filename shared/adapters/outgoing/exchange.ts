import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket, TcpSocketConnectOpts } from 'node:net';
import { defined } from '../../language/defined.ts';
import type { UnreachableReason, WebhookAnswer } from '../../ports/webhookSender.ts';
import { guardedLookup, LookupFailure, type AddressGuard } from './guardedLookup.ts';

export interface SendLimits {
  /** Until the receiver can be spoken to: its name, the connection, the handshake. */
  readonly connectMs: number;
  /** Until the last byte of the answer. */
  readonly totalMs: number;
  readonly maxAnswerBytes: number;
  readonly maxHeaderBytes: number;
}

interface Sent {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type WithoutDuration<T> = T extends unknown ? Omit<T, 'durationMs'> : never;
type Outcome = WithoutDuration<WebhookAnswer>;

/** One address of several is given up for the next one after this long. */
const nextAddressMs = 1_000;

/** Posts once, on a connection of its own, and takes the whole answer; of its body nothing is kept. */
export const exchange = ({ url, headers, body }: Sent, limits: SendLimits, guard: AddressGuard): Promise<Outcome> =>
  new Promise((settle) => {
    const secure = url.protocol === 'https:';
    /** What an error that comes now means, if it does not say. */
    let trouble: UnreachableReason = 'connection';
    const ended = new AbortController();

    const end = (outcome: Outcome): void => {
      clearTimeout(untilReady);
      clearTimeout(untilEnd);
      // The first outcome counts: the socket's own error follows the destruction.
      settle(outcome);
      sent.destroy();
      ended.abort();
    };
    const fail = (reason: UnreachableReason): void => end({ kind: 'unreachable', reason });

    const options: RequestOptions & Omit<TcpSocketConnectOpts, keyof RequestOptions | 'port'> = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // No connection of somebody else, no proxy of the environment, no cached TLS session.
      agent: false,
      lookup: guardedLookup(guard, ended.signal),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: nextAddressMs,
      maxHeaderSize: limits.maxHeaderBytes,
    };
    const sent: ClientRequest = secure
      ? requestHttps(url, { ...options, minVersion: 'TLSv1.2' })
      : requestHttp(url, options);
    const untilReady = setTimeout(() => fail('timeout'), limits.connectMs);
    const untilEnd = setTimeout(() => fail('timeout'), limits.totalMs);
    sent.on('socket', (socket: Socket) => {
      if (secure) socket.once('connect', () => (trouble = 'tls'));
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        trouble = 'connection';
        clearTimeout(untilReady);
      });
    });
    sent.on('error', (error) => fail(reasonOf(error) ?? trouble));
    // An answer that is none, such as another protocol's, closes without an error.
    sent.on('close', () => fail('connection'));
    sent.on('response', (response) => {
      readToEnd(response, limits.maxAnswerBytes, fail, () => end(answered(response)));
    });
    sent.end(body);
  });

const reasonOf = (error: Error): UnreachableReason | undefined => {
  if (error instanceof LookupFailure) return error.reason;
  return 'code' in error && error.code === 'HPE_HEADER_OVERFLOW' ? 'answer_too_large' : undefined;
};

const readToEnd = (
  response: IncomingMessage,
  maxBytes: number,
  fail: (reason: UnreachableReason) => void,
  done: () => void,
): void => {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) fail('answer_too_large');
  });
  // An answer that stops before its end is an error here; `end` comes only after a whole one.
  response.on('error', () => fail('connection'));
  response.on('end', done);
};

const answered = ({ statusCode = 0, headers }: IncomingMessage): Outcome => ({
  kind: 'answered',
  status: statusCode,
  ...defined({ retryAfterSeconds: secondsIn(headers['retry-after']) }),
});

/** Seconds, at most a day of them. The other form, a date, would need the receiver's clock. */
const secondsIn = (retryAfter: string | undefined): number | undefined =>
  retryAfter !== undefined && /^\d{1,5}$/.test(retryAfter) ? Math.min(Number(retryAfter), 86_400) : undefined;
