import type { AccountBody } from '../../../../shared/contracts/http/accounts.ts';
import type { ConnectionBody } from '../../../../shared/contracts/http/connections.ts';
import { addresses, anchors, at } from '../../../../shared/presentation/pages/addresses.ts';
import { aConnectionBody, anAccountBody } from '../../../builders/pages.ts';
import { aVisit, none } from './aVisit.ts';

const gone = { state: 'action_required', code: 'succession_undecided', message: 'Gone.' } as const;
const unconfirmed = { token: 't', accounts: [], accountCount: 1, at: '2026-03-10T08:00:00.000Z' };

/** A place that other pages lead to, and a state in which they do. */
interface Place {
  readonly address: string;
  readonly account?: Partial<AccountBody>;
  readonly connection?: Partial<ConnectionBody>;
}

const places: Readonly<Record<keyof typeof anchors, Place>> = {
  check: { address: addresses.accountSyncs('acc-1') },
  knownBalance: { address: addresses.accountSettings('acc-1') },
  succession: {
    address: addresses.accountSettings('acc-1'),
    account: { health: gone, succession: { candidates: ['acc-2'] } },
  },
  end: { address: addresses.accountSettings('acc-1') },
  contacts: { address: addresses.connection('con-1') },
  credentials: { address: addresses.connection('con-1'), connection: { method: 'client_credentials' } },
  accounts: { address: addresses.connection('con-1') },
  confirm: { address: addresses.connection('con-1'), connection: { unconfirmed, status: 'awaiting_consent' } },
  migrate: {
    address: addresses.connection('con-1'),
    connection: { method: 'legacy_token', status: 'migration_required' },
  },
};
const isAnchor = (name: string): name is keyof typeof anchors => name in anchors;

describe('a step that leads to a part of a page', () => {
  it.each(Object.keys(anchors).filter(isAnchor))('finds it there: %s', async (anchor) => {
    const { address, account, connection } = places[anchor];
    const { get } = await aVisit(
      {
        getAccount: ({ id = '' }) => anAccountBody({ ...account, id }),
        getConnection: () => aConnectionBody(connection),
        listSyncs: none,
      },
      { page: 'overview' },
    );

    const page = await get(address);

    expect([at(address, anchor), page.statusCode]).toEqual([at(address, anchor), 200]);
    expect(page.body).toContain(`id="${anchors[anchor]}"`);
  });
});
