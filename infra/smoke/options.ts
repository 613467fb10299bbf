import { parseArgs } from 'node:util';
import { defined } from '../../shared/language/defined.ts';

export interface SmokeOptions {
  readonly url: string;
  readonly release?: string;
  readonly issuer?: string;
}

export const usage = `npm run smoke -- --url URL [options]

  --url URL                where the world reaches the API: the setting publicUrl
  --release RELEASE        what must answer there: the output Release, such as 0.1.0+6aee1b3f2a10
  --expect-issuer ISSUER   whose tokens the API takes: its keys must be there

It asks from outside, without a token, and changes nothing.`;

/** What was typed asks for nothing that can be done. */
export class UsageError extends Error {}

const options = {
  url: { type: 'string' },
  release: { type: 'string' },
  'expect-issuer': { type: 'string' },
} as const;

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** @throws UsageError when it is no address that can be trusted */
const addressOf = (text: string, name: string): string => {
  const url = URL.parse(text);
  if (url === null) throw new UsageError(`--${name}: ${text} is no address`);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.includes(url.hostname));
  if (!isSafe) throw new UsageError(`--${name}: only https is asked, and http on this machine`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError(`--${name}: an address without name, password, query and fragment`);
  }
  return text;
};

const readArguments = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    const told = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
    throw new UsageError(told || 'these arguments cannot be read');
  }
};

/** @throws UsageError that says what does not fit */
export const parseOptions = (argv: readonly string[]): SmokeOptions => {
  const { url, release, 'expect-issuer': issuer } = readArguments(argv);
  if (url === undefined) throw new UsageError('say where: --url');
  // An empty variable of a pipeline must not turn a check off.
  if (release !== undefined && !/^[\w.+-]{1,64}$/.test(release)) throw new UsageError('--release: no release');
  return {
    url: addressOf(url, 'url'),
    ...defined({ release, issuer: issuer === undefined ? undefined : addressOf(issuer, 'expect-issuer') }),
  };
};
