import { BlockList, isIP } from 'node:net';
import { isLoopbackHost, type Receivers } from '../../domain/outgoing/endpointUrl.ts';

/** Whether a host may be reached at an address that its name was resolved to. */
export type AddressPolicy = (hostname: string, address: string) => boolean;

/**
 * Networks that are not the public internet. IANA, "IPv4 Special-Purpose Address Registry", and the multicast and reserved
 * spaces of its "IPv4 Address Space Registry".
 */
const notPublicIpv4 = [
  ['0.0.0.0', 8, 'this network (RFC 791)'],
  ['10.0.0.0', 8, 'private use (RFC 1918)'],
  ['100.64.0.0', 10, 'behind a carrier, and inside AWS (RFC 6598)'],
  ['127.0.0.0', 8, 'loopback, where the runtime of a Lambda listens (RFC 1122)'],
  ['169.254.0.0', 16, 'link-local, where clouds hand out credentials (RFC 3927)'],
  ['172.16.0.0', 12, 'private use (RFC 1918)'],
  ['192.0.0.0', 24, 'IETF protocol assignments (RFC 6890)'],
  ['192.0.2.0', 24, 'documentation (RFC 5737)'],
  ['192.88.99.0', 24, '6to4 relays, given up (RFC 7526)'],
  ['192.168.0.0', 16, 'private use (RFC 1918)'],
  ['198.18.0.0', 15, 'benchmarks (RFC 2544)'],
  ['198.51.100.0', 24, 'documentation (RFC 5737)'],
  ['203.0.113.0', 24, 'documentation (RFC 5737)'],
  ['224.0.0.0', 4, 'multicast (RFC 5771)'],
  ['240.0.0.0', 4, 'reserved, and the broadcast address (RFC 1112, RFC 919)'],
] as const;

/**
 * The only IPv6 space that is handed out to the public (RFC 4291, section 2.4; IANA, "IPv6 Global Unicast Address
 * Assignments"). Outside it lie loopback, link-local, site-local, unique local, multicast, what stands for an IPv4 address
 * (`::ffff:0:0/96`, `::/96`, `64:ff9b::/96`) and segment identifiers.
 */
const publicIpv6 = ['2000::', 3] as const;

/** Networks within it that are not public. IANA, "IPv6 Special-Purpose Address Registry". */
const notPublicIpv6 = [
  ['2001::', 23, 'Teredo, benchmarks, ORCHID and other assignments (RFC 2928)'],
  ['2001:db8::', 32, 'documentation (RFC 3849)'],
  ['2002::', 16, '6to4, which stands for an IPv4 address (RFC 3056)'],
  ['3fff::', 20, 'documentation (RFC 9637)'],
] as const;

const listOf = (
  networks: readonly (readonly [network: string, prefix: number, why: string])[],
  type: 'ipv4' | 'ipv6',
): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, type);
  return list;
};

// A list for each family: one list would find every IPv4 address in a network of IPv4-mapped ones.
const refusedIpv4 = listOf(notPublicIpv4, 'ipv4');
const refusedIpv6 = listOf(notPublicIpv6, 'ipv6');
const givenIpv6 = listOf([[...publicIpv6, 'global unicast']], 'ipv6');

/** What is no plain address (a name, a spelling that only some programs read, a zone) is not public. */
const isPublicAddress = (address: string): boolean => {
  if (address.includes('%')) return false;
  const family = isIP(address);
  if (family === 4) return !refusedIpv4.check(address, 'ipv4');
  return family === 6 && givenIpv6.check(address, 'ipv6') && !refusedIpv6.check(address, 'ipv6');
};

const isLoopbackAddress = (address: string): boolean => address === '127.0.0.1' || address === '::1';

/** Public addresses alone, whatever the name; with receivers on this machine, those hosts lead to loopback and nowhere else. */
export const addressPolicy =
  (receivers: Receivers): AddressPolicy =>
  (hostname, address) =>
    receivers === 'loopback' && isLoopbackHost(hostname) ? isLoopbackAddress(address) : isPublicAddress(address);
