import { createHash } from 'node:crypto';
import { cookiesIn } from '../../shared/runtime/http/cookies.ts';
import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';

/** One secret for a browser, whatever it consents to: tabs share it. The prefix lets no name beside ours set it. */
const cookieName = '__Host-consent';
const secretForm = /^[\w-]{43,64}$/;
/** Longer than a person takes from our page to Ponto's and back. */
const maxAgeSeconds = 3600;

/** The secret in the cookie of the browser. A name that is there twice was set by somebody else too. */
export const browserIn = (event: Pick<ApiEvent, 'cookies' | 'headers'>): string | undefined => {
  const [ours, another] = cookiesIn(event).filter(({ name }) => name === cookieName);
  return ours && !another && secretForm.test(ours.value) ? ours.value : undefined;
};

/** Sent back by the browser when Ponto leads it here, and with no form of others (RFC 6265bis: `Lax`). */
export const cookieOf = (browser: string): string =>
  `${cookieName}=${browser}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;

/** What only the page that this browser was shown can send: others do not know the secret, and can make none. */
export const proofOf = (browser: string, token: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['consent', browser, token]))
    .digest('base64url');
