import { defined } from '../../language/defined.ts';
import { Fault, Misconfigured } from '../../domain/faults/fault.ts';
import health from '../../presentation/messages/en/health.json' with { type: 'json' };

/** What may be logged of an error. */
export type ErrorNote = {
  readonly name: string;
  readonly code?: string;
  /** The sentence of a fault or of a configuration that is wrong: it is our own. The message of any other error may quote its input. */
  readonly sentence?: string;
  /** What an operator has to put right: names of members, never a value. */
  readonly missing?: readonly string[];
  /** Ponto's id of the request that failed, for its support. */
  readonly pontoRequestId?: string;
  /** AWS's id of the request that failed, for its support. */
  readonly awsRequestId?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorNote;
};

const word = /^[\w.$-]{1,80}$/;
const frame = /^\s*at .+:\d+:\d+\)?$/;
const maxFrames = 12;
/** A cause may have a cause, and a hostile one may be its own. */
const maxDepth = 3;

/**
 * What may be logged of an error: its name, its code and where it came from. Messages are left out, because those of
 * `JSON.parse`, of schemas, of HTTP clients and of AWS quote what they were given.
 */
export const describeError = (error: unknown, depth = 1): ErrorNote => {
  if (!(error instanceof Error)) return { name: 'NotAnError', frames: [] };
  const code = wordIn(error, 'code');
  const awsRequestId = '$metadata' in error ? wordIn(error.$metadata, 'requestId') : undefined;
  return {
    name: word.test(error.name) ? error.name : 'Error',
    ...defined({ code }),
    ...(error instanceof Fault && { sentence: health[error.code] }),
    ...(error instanceof Misconfigured && { sentence: error.message, missing: error.missing }),
    ...(error instanceof Fault && isWord(error.requestId) && { pontoRequestId: error.requestId }),
    ...defined({ awsRequestId }),
    frames: framesOf(error),
    ...(error.cause !== undefined && depth < maxDepth && { cause: describeError(error.cause, depth + 1) }),
  };
};

const isWord = (value: unknown): value is string => typeof value === 'string' && word.test(value);

const wordIn = (holder: unknown, member: string): string | undefined => {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const value: unknown = Object.entries(holder).find(([name]) => name === member)?.[1];
  return isWord(value) ? value : undefined;
};

/** The stack begins with the message, which may have lines of its own: only what follows it is taken. */
const framesOf = ({ stack = '', message }: Error): readonly string[] => {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, maxFrames)
    .map((line) => line.trim());
};
