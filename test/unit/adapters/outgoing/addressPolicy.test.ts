import { addressPolicy } from '../../../../shared/adapters/outgoing/addressPolicy.ts';

const mayReach = (address: string): boolean => addressPolicy('public')('hooks.example', address);

/** First and last address of each network that is refused, and the nearest ones outside it where those are public. */
const refused: readonly (readonly [network: string, first: string, last: string, outside?: readonly string[]])[] = [
  ['0.0.0.0/8', '0.0.0.0', '0.255.255.255', ['1.0.0.0']],
  ['10.0.0.0/8', '10.0.0.0', '10.255.255.255', ['9.255.255.255', '11.0.0.0']],
  ['100.64.0.0/10', '100.64.0.0', '100.127.255.255', ['100.63.255.255', '100.128.0.0']],
  ['127.0.0.0/8', '127.0.0.0', '127.255.255.255', ['126.255.255.255', '128.0.0.0']],
  ['169.254.0.0/16', '169.254.0.0', '169.254.255.255', ['169.253.255.255', '169.255.0.0']],
  ['172.16.0.0/12', '172.16.0.0', '172.31.255.255', ['172.15.255.255', '172.32.0.0']],
  ['192.0.0.0/24', '192.0.0.0', '192.0.0.255', ['191.255.255.255', '192.0.1.0']],
  ['192.0.2.0/24', '192.0.2.0', '192.0.2.255', ['192.0.1.255', '192.0.3.0']],
  ['192.88.99.0/24', '192.88.99.0', '192.88.99.255', ['192.88.98.255', '192.88.100.0']],
  ['192.168.0.0/16', '192.168.0.0', '192.168.255.255', ['192.167.255.255', '192.169.0.0']],
  ['198.18.0.0/15', '198.18.0.0', '198.19.255.255', ['198.17.255.255', '198.20.0.0']],
  ['198.51.100.0/24', '198.51.100.0', '198.51.100.255', ['198.51.99.255', '198.51.101.0']],
  ['203.0.113.0/24', '203.0.113.0', '203.0.113.255', ['203.0.112.255', '203.0.114.0']],
  ['224.0.0.0/4', '224.0.0.0', '239.255.255.255', ['223.255.255.255']],
  ['240.0.0.0/4', '240.0.0.0', '255.255.255.255'],
  ['unspecified, loopback and IPv4-compatible, ::/96', '::', '::ffff:ffff'],
  ['IPv4-mapped, ::ffff:0:0/96', '::ffff:0.0.0.0', '::ffff:255.255.255.255'],
  ['IPv4-translated, ::ffff:0:0:0/96', '::ffff:0:0:0', '::ffff:0:ffff:ffff'],
  ['NAT64, 64:ff9b::/96', '64:ff9b::', '64:ff9b::ffff:ffff'],
  ['local NAT64, 64:ff9b:1::/48', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['discard, 100::/64', '100::', '100::ffff:ffff:ffff:ffff'],
  ['dummy, 100:0:0:1::/64', '100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
  ['2001::/23', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', ['2001:200::']],
  ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', ['2001:db7:ffff::1', '2001:db9::']],
  ['2002::/16', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['2001:ffff::', '2003::']],
  ['3fff::/20', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', ['3ffe:ffff::', '3fff:1000::']],
  ['before 2000::/3', '200::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['2000::']],
  ['behind 2000::/3', '4000::', 'fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
  ['segment identifiers, 5f00::/16', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['unique local, fc00::/7', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['link-local, fe80::/10', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['site-local, fec0::/10', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['multicast, ff00::/8', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];

describe('where a webhook may go', () => {
  it.each(refused.map(([network, ...rest]) => [network, rest] as const))(
    'not to %s',
    (_network, [first, last, outside = []]) => {
      expect([first, last].filter(mayReach)).toEqual([]);
      expect(outside.filter(mayReach)).toEqual(outside);
    },
  );

  it.each(['8.8.8.8', '52.95.110.1', '2a00:1450:400e:80c::200e', '2600:1f18::1', '2620:4f:8000::1'])(
    'to %s',
    (address) => {
      expect(mayReach(address)).toBe(true);
    },
  );

  it.each([
    '',
    'localhost',
    'hooks.example',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '127.1',
    '8.8.8.8.',
    '8.8.8.8:443',
    '[2600::1]',
    '2600::1%eth0',
    'fe80::1%1',
    '８.8.8.8',
    ' 8.8.8.8',
    '8.8.8.8\u0000',
  ])('not to %j, which is no plain address', (address) => {
    expect(mayReach(address)).toBe(false);
  });

  it('to loopback only for its own hosts on a developer’s machine, and these to nothing else', () => {
    const local = addressPolicy('loopback');

    expect([local('localhost', '127.0.0.1'), local('localhost', '::1')]).toEqual([true, true]);
    expect([local('localhost', '10.0.0.1'), local('localhost', '127.0.0.2'), local('localhost', '8.8.8.8')]).toEqual([
      false,
      false,
      false,
    ]);
    expect([local('hooks.example', '127.0.0.1'), local('hooks.example', '8.8.8.8')]).toEqual([false, true]);
    expect(addressPolicy('public')('localhost', '127.0.0.1')).toBe(false);
  });
});
