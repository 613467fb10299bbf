import type { Deprecated, Operation } from '../../contracts/http/operations.ts';
import type { Answer } from './answer.ts';

/** Headers of the answers of a call that is to go, and what they say. */
export const deprecationFields = {
  Deprecation: 'Since when the call is deprecated: a structured date, seconds since 1970 after `@` (RFC 9745).',
  Sunset: 'When the call goes: an HTTP date (RFC 8594).',
  Link: 'Where it says what to use instead (`rel="deprecation"`).',
} as const;

const headersOf = ({ since, sunset, tells }: Deprecated): Readonly<Record<string, string>> => ({
  deprecation: `@${Date.parse(since) / 1_000}`,
  sunset: new Date(sunset).toUTCString(),
  link: `<${tells}>; rel="deprecation"; type="text/html"`,
});

/** The answer of a call, which says so where the call is to go. */
export const withDeprecation = ({ deprecated }: Pick<Operation, 'deprecated'>, answer: Answer): Answer =>
  deprecated === undefined ? answer : { ...answer, headers: { ...headersOf(deprecated), ...answer.headers } };
