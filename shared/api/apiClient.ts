import { createHash } from 'node:crypto';
import * as z from 'zod';
import { operations, type Operation, type OperationName } from '../contracts/http/operations.ts';
import { problem as problemSchema, type Problem } from '../contracts/http/problems.ts';
import type { Language } from '../domain/mail/language.ts';
import type { Clock } from '../ports/ambient.ts';
import { defined } from '../language/defined.ts';
import { inLanguage, type Answer } from '../runtime/http/answer.ts';
import type { ApiEvent } from '../runtime/http/apiEvent.ts';
import { errorAnswer } from '../runtime/http/errorToHttp.ts';
import type { Caller } from '../runtime/http/identity.ts';
import type { Observers } from '../runtime/invocation.ts';

/** What a call is made with. */
export interface ApiCall {
  /** The `{id}` of the path. */
  readonly id?: string;
  /** Parameters; a list is a parameter that repeats. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  /** Stands for one sending of a form: the same call with the same content and the same one is carried out once. */
  readonly once?: string;
}

type Answers<N extends OperationName> = (typeof operations)[N]['answers'];
/** The body of a good answer, as the contract describes it. */
export type BodyOf<N extends OperationName> = {
  [S in keyof Answers<N>]: Answers<N>[S] extends () => z.ZodType ? z.output<ReturnType<Answers<N>[S]>> : undefined;
}[keyof Answers<N>];

export type ApiResult<B> =
  | { readonly kind: 'done'; readonly status: number; readonly body: B }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retryAfterSeconds?: number };

/** For whom calls are made. */
export interface ApiVisitor {
  readonly caller: Caller;
  readonly language: Language;
  /** The bank is asked with the address of a person who is there. */
  readonly sourceIp?: string | undefined;
  readonly requestId?: string | undefined;
  /** Files may come compressed. */
  readonly takesGzip?: boolean;
}

export interface ApiClient {
  /** Calls an operation of the contract by its name. */
  readonly call: <N extends OperationName>(name: N, call?: ApiCall) => Promise<ApiResult<BodyOf<N>>>;
  /** The answer as the gateway would give it: for what is no JSON, such as files. */
  readonly answer: (name: OperationName, call?: ApiCall) => Promise<Answer>;
}

/** The names of {@link claimsOf}, for the identification of the API that is called in process. */
export const ownClaims = { tenant: 'tenant', tenantName: 'tenant_name' } as const;

const claimsOf = ({ tenantId, userId, tenantName }: Caller) => ({
  [ownClaims.tenant]: tenantId,
  sub: userId,
  ...(tenantName !== undefined && { [ownClaims.tenantName]: tenantName }),
});

/** A form that was changed after a step back may come with the value of its first sending: it is another one. */
const keyOf = (once: string, body: unknown): string =>
  `${once}.${createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('base64url')}`;

const eventOf = (operation: Operation, call: ApiCall, visitor: ApiVisitor): ApiEvent => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  }
  return {
    rawPath: operation.path.replace('{id}', encodeURIComponent(call.id ?? '')),
    rawQueryString: query.toString(),
    headers: {
      'accept-language': visitor.language,
      ...(visitor.takesGzip && { 'accept-encoding': 'gzip' }),
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
      ...(call.once !== undefined && { 'idempotency-key': keyOf(call.once, call.body) }),
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    requestContext: {
      ...defined({ requestId: visitor.requestId }),
      http: { method: operation.method, ...defined({ sourceIp: visitor.sourceIp }) },
      authorizer: { jwt: { claims: claimsOf(visitor.caller) } },
    },
  };
};

/** Half of the time that the gateway waits for a page. */
const pausesMs = [100, 200, 400, 800, 1_600, 3_200, 4_000, 4_000];

const isBeingDone = ({ problem }: Answer): boolean => problem?.code === 'idempotency_in_progress';

const retryAfterOf = ({ headers = {} }: Answer): number | undefined => {
  const seconds = headers['retry-after'];
  return seconds === undefined ? undefined : Number(seconds);
};

/**
 * The API, called from within the process for somebody who has signed in by a page session. Every rule of the API holds:
 * validation, quotas, idempotency, isolation; what comes back is what the contract says.
 */
export const makeApiClient =
  (handle: (event: ApiEvent) => Promise<Answer>, observers: Observers, clock: Pick<Clock, 'sleep'>) =>
  (visitor: ApiVisitor): ApiClient => {
    const answer = async (name: OperationName, call: ApiCall = {}): Promise<Answer> => {
      const event = eventOf(operations[name], call, visitor);
      const ask = () => handle(event).catch((error: unknown) => errorAnswer(observers, error));
      let given = await ask();
      // A browser shows the answer to the second of two clicks: it is that to the first, as soon as there is one.
      for (const pause of pausesMs) {
        if (!isBeingDone(given)) break;
        await clock.sleep(pause);
        given = await ask();
      }
      return inLanguage(given, visitor.language, visitor.requestId);
    };
    return {
      answer,
      call: async <N extends OperationName>(name: N, call?: ApiCall): Promise<ApiResult<BodyOf<N>>> => {
        const given = await answer(name, call);
        if (given.problem) {
          return {
            kind: 'problem',
            problem: problemSchema().parse(JSON.parse(given.body)),
            ...defined({ retryAfterSeconds: retryAfterOf(given) }),
          };
        }
        const { answers }: Operation = operations[name];
        const schema: z.ZodType<BodyOf<N>> = z.custom<BodyOf<N>>(
          (body) => (answers[given.status] ?? z.undefined)().safeParse(body).success,
        );
        const body: unknown = given.body === '' ? undefined : JSON.parse(given.body);
        return { kind: 'done', status: given.status, body: schema.parse(body) };
      },
    };
  };
