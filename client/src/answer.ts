import { ProblemError } from './problem.ts';

/** What a call of the client gives: a body, or what was refused, beside the response. */
interface Called<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The body of a good answer: `await answer(client.GET('/v1/accounts'))`.
 *
 * @throws ProblemError where the request was refused
 */
export const answer = async <Data>(call: Promise<Called<Data>>): Promise<Data> => {
  const { data, error, response } = await call;
  if (!response.ok || data === undefined) throw new ProblemError(response.status, error);
  return data;
};
