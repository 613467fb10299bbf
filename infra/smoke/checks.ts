import * as z from 'zod';
import { consentPaths } from '../../shared/contracts/consentPaths.ts';
import { addressUnder } from '../../shared/language/addressUnder.ts';
import type { Answered, Ask } from './ask.ts';
import type { SmokeOptions } from './options.ts';

/** Why a check failed: a code, a sentence, and what to do. */
export class SmokeFailure extends Error {
  readonly code: string;
  readonly next: string;
  constructor(code: string, sentence: string, next: string) {
    super(sentence);
    this.code = code;
    this.next = next;
  }
}

export interface Check {
  readonly name: string;
  /** @returns what was found, in a few words. @throws SmokeFailure */
  readonly look: (ask: Ask) => Promise<string>;
}

const goBack = 'Go back to the release before: docs/operations.md#upgrade-and-rollback';
const apiErrors = 'docs/runbooks/api-errors.md says where to look.';
const takenBack = 'It was not deployed here, or was taken back: docs/runbooks/api-errors.md#a-release-is-taken-back';

const fail = (code: string, sentence: string, next: string): never => {
  throw new SmokeFailure(code, sentence, next);
};

const answerOf = async (ask: Ask, url: string): Promise<Answered> => {
  const asked = await ask(url);
  if (asked.kind === 'answer') return asked;
  if (asked.kind === 'too_large') {
    return fail('too_large', `${url} answers more than is ours`, 'See whose address this is: DNS and publicUrl.');
  }
  if (/CERT|TLS|SSL|LEAF|EPROTO/.test(asked.code)) {
    const next = 'See the certificate of the host: settings certificateArn or edgeCertificateArn, and its DNS.';
    return fail('tls_invalid', `the certificate of ${url} does not hold (${asked.code})`, next);
  }
  const next = 'See whether DNS of the host leads to the output DomainTarget (or EdgeTarget). ' + apiErrors;
  return fail('no_answer', `${url} does not answer (${asked.code})`, next);
};

const expectStatus = ({ status }: Answered, expected: number, path: string, next: string): void => {
  if (status !== expected) fail('wrong_status', `${path} answers ${status}, not ${expected}`, next);
};

/** What only somebody who mends it is to see. */
const inside = /\n\s+at .+:\d+:\d+|node:internal|\/var\/task|\.m?[jt]s:\d+|\b(?:Type|Reference|Syntax|Range)Error\b/;

const expectNoInside = ({ text }: Answered, path: string): void => {
  if (inside.test(text)) fail('tells_too_much', `${path} shows where the code failed`, `${goBack}. ${apiErrors}`);
};

const parsed = <T>(schema: z.ZodType<T>, { text }: Answered): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const well = z.object({ status: z.literal('ok'), version: z.string(), release: z.string().optional() });
const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const healthPath = '/v1/health';
const dataPath = '/v1/accounts';
const unknownPath = '/no-such-path';

/** In this order: the first that fails says most about the others. */
export const checksOf = ({ url, release, issuer }: SmokeOptions): readonly Check[] => {
  const at = (path: string): string => addressUnder(url, path);
  const checks: readonly Check[] = [
    {
      name: 'connection',
      look: async (ask) => {
        const { certificateEnds } = await answerOf(ask, at(healthPath));
        return certificateEnds === undefined
          ? 'http on this machine, no certificate'
          : `certificate until ${new Date(certificateEnds).toISOString().slice(0, 10)}`;
      },
    },
    {
      name: 'health',
      look: async (ask) => {
        const answer = await answerOf(ask, at(healthPath));
        expectStatus(answer, 200, healthPath, `${apiErrors} ${goBack}`);
        const health = parsed(well, answer);
        if (!health) return fail('wrong_body', `${healthPath} answers what is not ours`, 'See DNS and publicUrl.');
        const runs = health.release ?? health.version;
        if (release !== undefined && runs !== release) {
          return fail('wrong_release', `release ${runs} answers, not ${release}`, takenBack);
        }
        return `release ${runs}, ${answer.milliseconds} ms`;
      },
    },
    {
      name: 'no token',
      look: async (ask) => {
        const answer = await answerOf(ask, at(dataPath));
        const next = `Whoever has no token must get nothing. ${goBack} now, then find out why.`;
        expectStatus(answer, 401, dataPath, next);
        expectNoInside(answer, dataPath);
        return `${dataPath} answers 401`;
      },
    },
    {
      name: 'page',
      look: async (ask) => {
        const path = consentPaths.callback;
        const answer = await answerOf(ask, at(path));
        expectNoInside(answer, path);
        expectStatus(answer, 400, path, `${apiErrors} ${goBack}`);
        if (!answer.contentType.startsWith('text/html')) {
          return fail('wrong_body', `${path} answers no page`, `${goBack}. ${apiErrors}`);
        }
        return `${path} answers a page that says what to do`;
      },
    },
    {
      name: 'unknown path',
      look: async (ask) => {
        const answer = await answerOf(ask, at(unknownPath));
        expectStatus(answer, 404, unknownPath, 'Something else answers at this address: see DNS and publicUrl.');
        expectNoInside(answer, unknownPath);
        return `${unknownPath} answers 404`;
      },
    },
  ];
  return issuer === undefined ? checks : [...checks, issuerCheck(issuer)];
};

/** The gateway fetches these keys itself; without them it refuses every token. */
const issuerCheck = (issuer: string): Check => ({
  name: 'issuer',
  look: async (ask) => {
    const next = 'Every token is refused without it: see settings jwtIssuer and jwtAudience, and the issuer itself.';
    const where = addressUnder(issuer, '/.well-known/openid-configuration');
    const found = parsed(discovery, await answerOf(ask, where));
    if (!found) return fail('wrong_body', `${where} does not describe an issuer`, next);
    if (found.issuer !== issuer) return fail('wrong_issuer', `it calls itself ${found.issuer}, not ${issuer}`, next);
    const keys = parsed(keySet, await answerOf(ask, found.jwks_uri));
    if (!keys) return fail('wrong_body', `${found.jwks_uri} holds no keys`, next);
    return `${issuer} has ${keys.keys.length} keys`;
  },
});
