import { cookiesIn } from '../../../shared/runtime/http/cookies.ts';
import type { ApiEvent } from '../../../shared/runtime/http/apiEvent.ts';

/** The prefix lets no name beside ours set it (RFC 6265bis). */
const cookieName = '__Host-pages';
const secretForm = /^[\w-]{43,64}$/;
/** As long as a page session lives at most; the table decides. */
const maxAgeSeconds = 8 * 3600;

/** The secret in the cookie of the browser. A name that is there twice was set by somebody else too. */
export const secretIn = (event: Pick<ApiEvent, 'cookies' | 'headers'>): string | undefined => {
  const [ours, another] = cookiesIn(event).filter(({ name }) => name === cookieName);
  return ours && !another && secretForm.test(ours.value) ? ours.value : undefined;
};

const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';

/** Sent back by the browser on the way from Ponto too, and with no form of others. */
export const cookieOf = (secret: string): string => `${cookieName}=${secret}; Max-Age=${maxAgeSeconds}; ${attributes}`;

export const cookieTakenBack = `${cookieName}=; Max-Age=0; ${attributes}`;
