/** The headers that say for whom a request is and from where it comes. A browser writes them; no page can. */
export interface CallerHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  /** `Sec-Fetch-Site` */
  readonly site?: string | undefined;
}

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Is the request for this machine by a loopback name? A page of another site can make its own name point here. */
export const isForLoopback = ({ host = '' }: CallerHeaders): boolean => loopbackHost.test(host);

/**
 * Does the request come from no page, or from a page of the very address that it goes to? A page of any other site, also
 * of another port of this machine, can send forms here, and need not read the answer to do harm. A page that sends no
 * referrer has the origin `null`, as has one in a sandbox: then the browser's own word for the site decides.
 *
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export const isFromOwnPage = ({ host = '', origin, site }: CallerHeaders): boolean => {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined || (origin === 'null' && site === 'same-origin')) return true;
  return [`http://${host}`, `https://${host}`].includes(origin.toLowerCase());
};
