import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoExpiryLooks } from '../../../../shared/adapters/dynamodb/expiryLooks.ts';
import { DynamoInstitutionSnapshots } from '../../../../shared/adapters/dynamodb/institutionSnapshot.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { DynamoTellings } from '../../../../shared/adapters/dynamodb/tellings.ts';
import { makeAlertExpiring } from '../../../../shared/usecases/expiry/alertExpiring.ts';
import { uuid } from '../../../builders/bank.ts';
import { runOn } from '../../../builders/expiry.ts';
import { aConnection, anAccount } from '../../../builders/registry.ts';
import { registrySuite } from '../../../setup/registry.ts';

describe('the expiry alerts over the table', () => {
  const suite = registrySuite();

  const anAlerting = () => {
    const mails: string[] = [];
    const events: string[] = [];
    const over = (table: Table) =>
      makeAlertExpiring({
        looks: new DynamoExpiryLooks(table),
        tellings: new DynamoTellings(table),
        accounts: new DynamoAccountStore(table),
        connections: new DynamoConnectionStore(table),
        snapshots: new DynamoInstitutionSnapshots(table),
        mailer: {
          send: async ({ to }) => {
            mails.push(to);
            return { kind: 'sent' };
          },
        },
        offerRenewal: async () => 'https://sync.example/renew?link=1',
        bus: { publish: async (published) => void events.push(...published.map(({ id }) => id)) },
        onFailure: () => undefined,
      });
    return { mails, events, over };
  };

  /** A connection of a tenant of its own, with two accounts that end on a day. */
  const aStoredConnection = async (address: string, lastDay = '2026-06-30') => {
    const tenantId = suite.aTenant();
    const table = suite.table();
    await new DynamoConnectionStore(table).create(aConnection({ tenantId, contact: { email: address } }));
    const authorization = {
      authorizedAt: '2026-01-01T10:00:00.000Z',
      expiresAt: `${lastDay}T10:00:00.000Z`,
      revoked: false,
    };
    for (const number of [1, 2]) {
      const ids = { id: uuid(100 + number), pontoId: uuid(900 + number) };
      await new DynamoAccountStore(table).create(anAccount({ tenantId, ...ids, authorization }));
    }
    return tenantId;
  };
  const looksLeft = async (tenantId: string): Promise<string[]> => {
    const days: string[] = [];
    for await (const page of new DynamoExpiryLooks(suite.table()).due('9999-01-01')) {
      days.push(...page.filter(({ ref }) => ref.tenantId === tenantId).map(({ day }) => day));
    }
    return days;
  };

  it('reach every tenant once a rung, and put the next look before they let go of the last', async () => {
    const tenants = await Promise.all(
      Array.from({ length: 40 }, (_, number) => aStoredConnection(`person-${number}@reach.example`)),
    );
    const { mails, over } = anAlerting();

    for (const day of ['2026-05-30', '2026-05-31', '2026-06-01', '2026-06-15'])
      await over(suite.table())({ now: runOn(day) });

    const reached = mails.filter((address) => address.endsWith('@reach.example'));
    expect(reached.sort()).toEqual(tenants.map((_, number) => `person-${number}@reach.example`).sort());
    for (const tenantId of tenants) expect(await looksLeft(tenantId)).toEqual(['2026-06-16']);
  });

  it('send one mail when the schedule fires twice at once', async () => {
    await aStoredConnection('els@twice.example', '2027-06-30');
    const { mails, events, over } = anAlerting();

    await Promise.all(Array.from({ length: 4 }, () => over(suite.table())({ now: runOn('2027-05-31') })));

    expect(mails.filter((address) => address === 'els@twice.example')).toHaveLength(1);
    expect(new Set(events.filter((id) => id.endsWith('2027-06-30'))).size).toBe(2);
  });

  it('lose nothing and repeat at most once, wherever a run is killed', async () => {
    const outcomes: string[] = [];
    let ended = false;
    for (let killAt = 1; !ended; killAt += 1) {
      const address = `els@kill-${killAt}.example`;
      const lastDay = '2028-06-30';
      const tenantId = await aStoredConnection(address, lastDay);
      const { mails, over } = anAlerting();
      let writes = 0;
      const killed = suite.hookedTable({
        before: ({ name, text }) => {
          if (!['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand'].includes(name)) return;
          if (!text.includes(encodeURIComponent(tenantId))) return;
          writes += 1;
          if (writes >= killAt) throw new Error('killed');
        },
      });

      ended = await over(killed)({ now: runOn('2028-05-31') }).then(
        () => true,
        () => false,
      );
      const first = mails.filter((to) => to === address).length;
      await over(suite.table())({ now: runOn('2028-06-01') });
      await over(suite.table())({ now: runOn('2028-06-02') });

      outcomes.push(`${first} + ${mails.filter((to) => to === address).length - first}`);
      expect(await looksLeft(tenantId)).toEqual(['2028-06-16']);
    }

    // Before the mail: the catch-up. Between the mail and its note: the repeat. After both notes: nothing more.
    expect(outcomes).toEqual(['0 + 1', '0 + 1', '1 + 1', '1 + 1', '1 + 0', '1 + 0', '1 + 0', '1 + 0', '1 + 0']);
  });
});
