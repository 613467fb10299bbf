import type { IncomingMessage } from 'node:http';
import type { HttpAnswer } from '../http/gatewayResponse.ts';

/** One call: what is asked, whether the caller still waits, and what stands for `{name}` in its path. */
export type Call = (request: IncomingMessage, gone: AbortSignal, named: string) => HttpAnswer | Promise<HttpAnswer>;
