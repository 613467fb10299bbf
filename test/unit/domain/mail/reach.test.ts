import { addressesOf, hindranceOf, reachOf, type AddressStanding } from '../../../../shared/domain/mail/reach.ts';
import { aConnection } from '../../../builders/records.ts';

const now = '2026-06-16T06:00:00.000Z';
const rules = { now, confirmAddresses: false };
const at = '2026-06-10T08:00:00.000Z';
const people = aConnection({
  contact: { email: 'Els@bakery.example' },
  notify: ['jan@bakery.example', 'els@bakery.example'],
  accountant: 'an@office.example',
});
const reach = (standings: Readonly<Record<string, AddressStanding>>) =>
  reachOf(people, new Map(Object.entries(standings)), rules);

describe('who can be reached about a connection', () => {
  it('is every contact once, as it was entered first, and the accountant by the digest', () => {
    expect(addressesOf(people)).toEqual(['Els@bakery.example', 'jan@bakery.example', 'an@office.example']);
    expect(reach({})).toMatchObject({ accountant: 'an@office.example', undeliverable: [], nobody: false });
    expect(reach({}).recipients.map(({ address }) => address)).toEqual(['els@bakery.example', 'jan@bakery.example']);
  });

  it('is the accountant where no contact takes mail', () => {
    const found = reach({ 'els@bakery.example': { bouncedAt: at }, 'jan@bakery.example': { complainedAt: at } });

    expect(found.recipients).toMatchObject([{ address: 'an@office.example', part: 'accountant' }]);
    expect(found.undeliverable).toEqual([
      { address: 'Els@bakery.example', reason: 'bounced', since: at },
      { address: 'jan@bakery.example', reason: 'complained', since: at },
    ]);
    expect(found.nobody).toBe(false);
  });

  it('is nobody where no address takes mail, whoever it is that knows why', () => {
    const providerWide = { reason: 'complained', at } as const;
    const all = ['els@bakery.example', 'jan@bakery.example', 'an@office.example'];

    const found = reach(Object.fromEntries(all.map((address) => [address, { providerWide }])));

    expect(found).toEqual({ recipients: [], unasked: [], undeliverable: [], nobody: true });
  });

  it('is not asked of a connection that names no address', () => {
    const { contact: _, accountant: __, ...none } = people;

    expect(reachOf({ ...none, notify: [] }, new Map(), rules)).toEqual({
      recipients: [],
      unasked: [],
      undeliverable: [],
      nobody: false,
    });
  });

  it('holds nobody back who was never asked, but asks before the first mail, where confirmation is wanted', () => {
    const standings = new Map<string, AddressStanding>([
      ['els@bakery.example', { askedAt: at }],
      ['an@office.example', { askedAt: at, confirmedAt: at }],
    ]);

    const found = reachOf(people, standings, { now, confirmAddresses: true });

    expect(found.recipients).toMatchObject([{ address: 'an@office.example' }]);
    expect(found.unasked).toMatchObject([{ address: 'jan@bakery.example' }]);
    expect(found.undeliverable).toEqual([{ address: 'Els@bakery.example', reason: 'unconfirmed', since: at }]);
    expect(reachOf(people, standings, rules).recipients).toHaveLength(2);
  });

  it('is nobody while all were asked and none has answered', () => {
    const asked = { askedAt: at };
    const all = ['els@bakery.example', 'jan@bakery.example', 'an@office.example'].map((text) => [text, asked] as const);

    expect(reachOf(people, new Map(all), { now, confirmAddresses: true })).toMatchObject({
      recipients: [],
      nobody: true,
    });
  });

  it.each<[AddressStanding, string | undefined]>([
    [{ complainedAt: at, confirmedAt: '2026-06-11T00:00:00.000Z' }, undefined],
    [{ complainedAt: '2026-06-12T00:00:00.000Z', confirmedAt: '2026-06-11T00:00:00.000Z' }, 'complained'],
    [{ complainedAt: at, bouncedAt: now, confirmedAt: '2026-06-11T00:00:00.000Z' }, 'bounced'],
    [{ providerWide: { reason: 'complained', at }, confirmedAt: '2026-06-11T00:00:00.000Z' }, undefined],
    [{ providerWide: { reason: 'complained', at: now }, confirmedAt: at }, 'complained'],
  ])('goes by what its reader said last: %j', (standing, reason) => {
    expect(hindranceOf(standing, rules)?.reason).toBe(reason);
  });

  it.each<[AddressStanding, string | undefined]>([
    [{ bouncedAt: '2025-12-18T06:00:00.001Z' }, 'bounced'],
    [{ bouncedAt: '2025-12-18T06:00:00.000Z' }, undefined],
    [{ complainedAt: '2020-01-01T00:00:00.000Z' }, 'complained'],
    [{ providerWide: { reason: 'bounced', at: '2025-12-18T06:00:00.000Z' } }, undefined],
    [{ providerWide: { reason: 'bounced', at } }, 'bounced'],
  ])('forgets a bounce after 180 days, and no complaint: %j', (standing, reason) => {
    expect(hindranceOf(standing, rules)?.reason).toBe(reason);
  });
});
