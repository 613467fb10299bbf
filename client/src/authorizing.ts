import type { Send } from './repeating.ts';

/** Gives the tenant's token; after a 401 it is told which one was refused, and may get another. */
export type TokenSource = (refused?: string) => string | Promise<string>;

/** Sends requests with a token. One that was refused is replaced once: a token may have ended just now. */
export const authorizing =
  (send: Send, tokenSource: TokenSource): Send =>
  async (request) => {
    const token = await tokenSource();
    const response = await send(withToken(request, token));
    if (response.status !== 401) return response;
    const another = await tokenSource(token);
    if (another === token) return response;
    await response.body?.cancel();
    return send(withToken(request, another));
  };

const withToken = (request: Request, token: string): Request => {
  const copy = request.clone();
  copy.headers.set('authorization', `Bearer ${token}`);
  return copy;
};
