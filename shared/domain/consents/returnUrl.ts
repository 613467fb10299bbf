/**
 * Where a person may be sent back to after a consent. An address on the list allows itself and what lies below it: the
 * same scheme, host and port, and a path that begins with its path segments. Text prefixes would let
 * `http://localhost.evil.example` pass for `http://localhost`.
 *
 * An entry for a loopback address without a port allows every port there (RFC 8252, section 7.3).
 */
export const isAllowedReturnUrl = (returnUrl: string, allowList: readonly string[]): boolean => {
  const target = parsed(returnUrl);
  return target !== undefined && allowList.some((entry) => covers(parsed(entry), target));
};

/** The address with the outcome added to its query. */
export const withOutcome = (returnUrl: string, outcome: Readonly<Record<string, string | undefined>>): string => {
  const url = new URL(returnUrl);
  for (const [name, value] of Object.entries(outcome)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
};

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

const parsed = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const web = url?.protocol === 'https:' || url?.protocol === 'http:';
  // A name before the host makes an address look like another one.
  return url && web && url.username === '' && url.password === '' ? url : undefined;
};

const covers = (entry: URL | undefined, target: URL): boolean => {
  if (!entry || entry.protocol !== target.protocol || entry.hostname !== target.hostname) return false;
  const anyPort = entry.port === '' && loopbackHosts.includes(entry.hostname);
  if (!anyPort && entry.port !== target.port) return false;
  const path = entry.pathname.replace(/\/$/, '');
  return target.pathname === path || target.pathname.startsWith(`${path}/`);
};
