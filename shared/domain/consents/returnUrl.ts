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

/**
 * The address with the outcome added to its query. What the caller wrote there stays as it was written, byte for byte, but
 * for members of the outcome: those cannot be forged by it.
 */
export const withOutcome = (returnUrl: string, outcome: Readonly<Record<string, string | undefined>>): string => {
  const url = new URL(returnUrl);
  const told = Object.entries(outcome).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const written = url.search.slice(1).split('&');
  const kept = written.filter((part) => part !== '' && !isOneOf(told, part));
  url.search = [...kept, new URLSearchParams(told).toString()].filter((part) => part !== '').join('&');
  return url.href;
};

const isOneOf = (told: readonly (readonly [string, string])[], part: string): boolean =>
  [...new URLSearchParams(part).keys()].some((name) => told.some(([taken]) => taken === name));

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
