/**
 * Which receivers there may be: those of the public internet or, on a developer's machine, also those on that machine. The
 * settings refuse the second for every stage but `local`: on AWS, the runtime of Lambda listens there.
 */
export const receiverKinds = ['public', 'loopback'] as const;
export type Receivers = (typeof receiverKinds)[number];

export const endpointUrlRefusals = [
  'not_a_url',
  'too_long',
  'not_https',
  'credentials_in_url',
  'fragment_in_url',
  'port_not_allowed',
  'host_not_public',
] as const;
export type EndpointUrlRefusal = (typeof endpointUrlRefusals)[number];

export type EndpointUrlVerdict =
  /** As it is written in one way only: host in lower case and Punycode, no dots in the path. */
  { readonly kind: 'allowed'; readonly url: URL } | { readonly kind: 'refused'; readonly reason: EndpointUrlRefusal };

/** Addresses of receivers have some hundred characters; a URL of this length passes every proxy. */
const maxLength = 2048;

/** Ports of well-known services, which no webhook is meant for: what speaks first or echoes there could be made to speak. */
const firstFreePort = 1024;

/** Names that the public internet does not resolve (RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN's `internal`). */
const notPublicNames = new Set(['localhost', 'local', 'internal', 'arpa', 'onion', 'invalid']);

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopbackHost = (hostname: string): boolean => loopbackHosts.has(hostname);

/**
 * Whether webhooks may be sent to this URL, by its text alone. Where its name leads to is judged at each attempt: that is a
 * rule of its own, and this one does not stand in for it.
 */
export const judgeEndpointUrl = (text: string, receivers: Receivers): EndpointUrlVerdict => {
  if (text.length > maxLength) return refused('too_long');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return refused('not_a_url');
  if (url.username !== '' || url.password !== '') return refused('credentials_in_url');
  if (url.hash !== '') return refused('fragment_in_url');
  if (receivers === 'loopback' && isLoopbackHost(url.hostname) && isWeb(url)) return { kind: 'allowed', url };
  if (url.protocol !== 'https:') return refused('not_https');
  // The port of the scheme is left out of a parsed URL.
  if (url.port !== '' && Number(url.port) < firstFreePort) return refused('port_not_allowed');
  return isPublicName(url.hostname) ? { kind: 'allowed', url } : refused('host_not_public');
};

const refused = (reason: EndpointUrlRefusal): EndpointUrlVerdict => ({ kind: 'refused', reason });

const isWeb = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:';

/**
 * At least two labels, and no IP address however it is spelt: a parsed URL has turned octal, hexadecimal and short spellings
 * into four decimal numbers, and no top-level domain begins with a digit. A name's certificate says whose it is.
 */
const isPublicName = (hostname: string): boolean => {
  const labels = hostname.split('.');
  const last = labels.at(-1) ?? '';
  return labels.length > 1 && labels.every(isLabel) && /^[a-z]/.test(last) && !notPublicNames.has(last);
};

/** RFC 1035, section 2.3.4; an underscore is seen in names, too. */
const isLabel = (label: string): boolean => /^[a-z0-9_-]{1,63}$/.test(label);
