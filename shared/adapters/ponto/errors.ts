import * as z from 'zod';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { Fault, type FaultCode } from '../../domain/faults/fault.ts';
import type { HttpAnswer } from './http.ts';
import { parseJson } from './json.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** Codes are words; anything else could be data in the place of a code. */
const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/);

/** JSON:API form (Ponto reference, section 5.1). */
const resourceErrors = onFirstUse(() =>
  z.object({
    errors: z
      .array(
        z.object({
          code: code.nullish().catch(undefined),
          meta: z
            .object({ resource: z.string().nullish().catch(undefined) })
            .nullish()
            .catch(undefined),
        }),
      )
      .min(1),
  }),
);

/** OAuth form (RFC 6749, section 5.2). */
const oauthError = onFirstUse(() => z.object({ error: code }));

/** What Ponto said no with: codes for us, nothing of the bodies, which may quote data. */
export class PontoRefusal extends Error {
  readonly status: number;
  readonly codes: readonly string[];
  /** The kind of resource that was not found, where told. */
  readonly missing: string | undefined;
  readonly requestId: string | undefined;
  /**
   * Whether Ponto itself said it: in one of its two error forms, or by a bare challenge (RFC 6750, section 3). The page
   * of an intermediary proves nothing about a token.
   */
  readonly understood: boolean;

  constructor(answer: HttpAnswer) {
    const { codes, missing, understood } = errorsIn(answer.body);
    super(`Ponto answered ${answer.status}${codes.length > 0 ? ` ${codes.join(' ')}` : ''}`);
    this.name = 'PontoRefusal';
    this.status = answer.status;
    this.codes = codes;
    this.missing = missing;
    this.understood = understood || (answer.body === '' && answer.header('www-authenticate') !== undefined);
    this.requestId = requestIdOf(answer);
  }
}

const errorsIn = (body: string) => {
  const json = parseJson(body);
  const resource = resourceErrors().safeParse(json);
  if (resource.success) {
    const { errors } = resource.data;
    return {
      codes: errors.flatMap((error) => error.code ?? []),
      missing: errors.find((error) => error.meta?.resource)?.meta?.resource ?? undefined,
      understood: true,
    };
  }
  const oauth = oauthError().safeParse(json);
  return { codes: oauth.success ? [oauth.data.error] : [], missing: undefined, understood: oauth.success };
};

/** Ponto's id of a request, to quote to its support. Intermediaries leave it out. */
export const requestIdOf = (answer: HttpAnswer): string | undefined => {
  const id = answer.header('ibanity-request-id');
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) ? id : undefined;
};

/** A refusal as a fault of the catalogue. */
export const faultOf = (code: FaultCode, refusal: PontoRefusal, retryAfterSeconds?: number): Fault =>
  new Fault(code, { cause: refusal, requestId: refusal.requestId, retryAfterSeconds });

/** An answer that should have been good but does not read as what was asked for. */
export const notUnderstood = (answer?: HttpAnswer): Fault =>
  new Fault('ponto_answer_not_understood', { requestId: answer && requestIdOf(answer) });

/** An answer deeper or of more values than any page of Ponto. */
export const tooLarge = (answer: HttpAnswer): Fault =>
  new Fault('ponto_answer_too_large', { requestId: requestIdOf(answer) });

/**
 * `Retry-After` in seconds: a number or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @returns undefined when it is missing, unreadable or already over
 */
export const retryAfterSecondsOf = (answer: HttpAnswer, now: Instant): number | undefined => {
  const text = answer.header('retry-after')?.trim();
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const seconds = Math.ceil((Date.parse(text) - Date.parse(now)) / 1000);
  return /^[A-Z][a-z]{2}/.test(text) && seconds > 0 ? seconds : undefined;
};
