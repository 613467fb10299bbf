import { version } from '../../contracts/version.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** What a reader knows before the first call. */
const text = `
Bank feeds through Ponto, proven against the bank's own balance.

## Signing in

Every call but \`getHealth\` and \`getOpenApi\` asks for \`Authorization: Bearer <token>\`, a JWT of the issuer of this installation.
The token says which tenant calls; nothing else does. What belongs to another tenant is \`404\`, as if it were not there.

## Ids, amounts, days

- **Ids** are opaque texts of at most 100 characters. They last: a line keeps its id through corrections, a statement for good.
- **Amounts** are exact decimal numbers as text, \`"-12.50"\`: never read them into a binary float. Two currencies are never added.
- **Days** (\`2026-11-30\`) are the bank's, in its time zone. **Moments** (\`2026-11-30T20:00:00.000Z\`) are ISO 8601 in UTC.
- \`from\` and \`to\` are inclusive. A member without a value is left out, never \`null\`.

## Lists

A page has \`items\` and, where more follow, \`nextCursor\`: send it as \`cursor\`, with the same other parameters. Cursors are opaque
and belong to one list of one tenant; a foreign one is \`409 cursor_unknown\`, and the beginning is no cursor at all. No answer is
above 5 MB.

## Repeating a request

\`GET\`, \`PUT\` and \`DELETE\` may be repeated. Send an \`Idempotency-Key\` of your own with a \`POST\`: for a day, repeats with the same key
get the first answer, and the work is done once.

## Errors

A refusal is a \`Problem\` (RFC 9457): decide by \`code\`, show \`detail\`. An unknown parameter or member is \`400 invalid_request\`; a path
that is not there is \`404 route_not_found\`, a method that a path does not take \`405 method_not_allowed\`. What the gateway refuses
before this service, as without a token, is a \`GatewayMessage\` instead. After \`429\` and \`503\` wait for \`Retry-After\` seconds, or
longer each time where it is missing.

## Limits

\`RateLimit-Policy\` and \`RateLimit\` of every answer tell what a tenant may use and how it stands with it.

## Languages

Sentences (\`message\`, \`detail\`, \`label\`) come in English, French, Dutch, German or Spanish, by \`Accept-Language\`. They are for
people and may be worded anew: software decides by codes.

## What may change

Within \`/v1\` calls, optional members, members of answers, codes and kinds are **added** without notice: read past what you do not
know. Nothing is removed or renamed and nothing changes its type or meaning. What is to go is marked \`deprecated\` here and answers
with \`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594) headers, a year before it goes at the least, and then in a new version beside
\`/v1\`. Policy of 2026-11-30; nothing is deprecated today.
`.trim();

export const infoOf = (publicUrl: string): JsonSchema => ({
  title: 'Ponto Bank Sync',
  summary: 'Bank feeds, proven.',
  version,
  description: text,
  license: { name: 'MIT', identifier: 'MIT' },
  contact: { name: 'Whoever runs this installation', url: publicUrl },
});
