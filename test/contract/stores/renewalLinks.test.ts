import { DynamoRenewalLinks } from '../../../shared/adapters/dynamodb/renewalLinks.ts';
import { renewalLinkKey } from '../../../shared/adapters/dynamodb/keys.ts';
import type { LinkHolder, RenewalLink } from '../../../shared/domain/renewal/renewalLink.ts';
import { uuid } from '../../builders/bank.ts';
import { countedIds } from '../../builders/records.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe('RenewalLinks', () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoRenewalLinks(suite.table());
  const secret = 'A'.repeat(43);
  const now = '2026-06-16T06:00:00.000Z';
  const aLink = (): { holder: LinkHolder; link: RenewalLink } => {
    const tenantId = suite.aTenant();
    return {
      holder: { tenantId, connectionId: uuid(1), accountId: uuid(101), address: 'els@bakery.example' },
      link: {
        tenantId,
        connectionId: uuid(1),
        accountId: uuid(101),
        language: 'nl',
        ending: { authorizedAt: '2026-01-01T10:00:00.000Z', lastDay: '2026-06-30' },
        expiresAt: '2026-07-16T06:00:00.000Z',
      },
    };
  };

  it('find what a token stands for, as often as somebody looks', async () => {
    const { holder, link } = aLink();
    const token = await aStore().put(holder, secret, link);

    const found = [await aStore().find(token, now), await aStore().find(token, now)];

    expect(found).toEqual([link, link]);
  });

  it('find nothing by a token that was replaced, and by the new one what it stands for', async () => {
    const { holder, link } = aLink();
    const old = await aStore().put(holder, secret, link);
    const replaced = await aStore().put(holder, 'B'.repeat(43), { ...link, language: 'fr' });

    const found = [await aStore().find(old, now), await aStore().find(replaced, now)];

    expect(found).toEqual([undefined, { ...link, language: 'fr' }]);
  });

  it('keep apart the links of two people, of two accounts, and of the connection itself', async () => {
    const { holder, link } = aLink();
    const { accountId: _account, ...ofConnection } = holder;
    const holders = [
      holder,
      { ...holder, address: 'jan@bakery.example' },
      { ...holder, accountId: uuid(102) },
      ofConnection,
    ];
    const ids = countedIds();

    const tokens = [];
    for (const each of holders) tokens.push(await aStore().put(each, ids.secret().padEnd(43, 'x'), link));

    for (const token of tokens) expect(await aStore().find(token, now)).toEqual(link);
    expect(new Set(tokens.map((token) => token.split('.')[0])).size).toBe(4);
  });

  it('find nothing when the time of a link is over', async () => {
    const { holder, link } = aLink();
    const token = await aStore().put(holder, secret, link);

    expect(await aStore().find(token, link.expiresAt)).toBeUndefined();
  });

  it.each(['', 'x', `${'A'.repeat(43)}.${'A'.repeat(43)}`, '../../x', `${'é'.repeat(43)}.x`])(
    'find nothing by %j',
    async (token) => {
      expect(await aStore().find(token, now)).toBeUndefined();
    },
  );

  it('find nothing by the right place with another secret, or without one', async () => {
    const { holder, link } = aLink();
    const [place = ''] = (await aStore().put(holder, secret, link)).split('.');

    const found = await Promise.all(
      [`${place}.${'A'.repeat(42)}B`, `${place}.`, place].map((token) => aStore().find(token, now)),
    );

    expect(found).toEqual([undefined, undefined, undefined]);
  });

  it('leave neither secret nor address in the table', async () => {
    const { holder, link } = aLink();
    const [place = ''] = (await aStore().put(holder, secret, link)).split('.');

    const item = JSON.stringify(await suite.table().get(renewalLinkKey(place)));

    expect(item).toContain('secretHash');
    expect(item).not.toContain(secret);
    expect(item).not.toContain('els@');
  });
});
