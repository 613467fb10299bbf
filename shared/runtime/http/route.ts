import type * as z from 'zod';
import type { Operation } from '../../contracts/http/operations.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { Expected } from '../../domain/revision.ts';
import type { Answer } from './answer.ts';
import { acceptsGzip, readerOf, type ApiEvent } from './apiEvent.ts';
import type { Caller } from './identity.ts';
import { unlessHeldBy } from './heldAnswer.ts';
import { readBody, readQuery } from './readRequest.ts';
import { expectedBy } from './revisions.ts';

/** A call that has been validated and whose caller is known. */
export interface Call<Q, B> {
  /** The `{id}` of the path; empty where the path has none. */
  readonly id: string;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  /** Address that the request came from, as the gateway saw it. */
  readonly sourceIp: string | undefined;
  /** The language that the answer is read in. */
  readonly language: Language;
  /** The caller takes an answer that is compressed by gzip. */
  readonly takesGzip: boolean;
  /** The answer, or 304 to a caller who holds it already, by its `ETag`. */
  readonly unlessHeld: (answer: Answer) => Answer;
  /** The states of a thing that an edit is meant for. */
  readonly expected: Expected;
}

/** A request that has passed validation and waits to be carried out. */
export type Prepared = (caller: Caller) => Promise<Answer>;

export interface Route {
  readonly operation: Operation;
  /** Validates the whole request first, so that nothing is half done when a part of it does not fit. */
  readonly prepare: (event: ApiEvent, id: string) => Prepared | Promise<Prepared>;
}

/** Binds an operation of the contract to what carries it out. */
export const route = <Q extends z.ZodObject, B extends z.ZodType>(
  operation: Omit<Operation, 'query' | 'body'> & { readonly query: () => Q; readonly body: () => B },
  handle: (call: Call<z.output<Q>, z.output<B>>) => Promise<Answer>,
): Route => ({
  operation,
  prepare: (event, id) => {
    const query = readQuery(operation.query(), event);
    const body = readBody(operation.body(), event);
    const { sourceIp } = event.requestContext.http;
    const language = readerOf(event);
    const takesGzip = acceptsGzip(event);
    const unlessHeld = unlessHeldBy(event);
    const expected = operation.takesRevision ? expectedBy(event) : undefined;
    return (caller) => handle({ id, query, body, caller, sourceIp, language, takesGzip, unlessHeld, expected });
  },
});
