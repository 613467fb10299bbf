import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { sentDigestPartition } from '../../../../shared/adapters/dynamodb/keys.ts';
import { DynamoSentDigests } from '../../../../shared/adapters/dynamodb/sentDigests.ts';
import { DynamoSuppressionList } from '../../../../shared/adapters/dynamodb/suppressionList.ts';
import { mailTagOf } from '../../../../shared/adapters/mailTag.ts';
import { makeTakeFeedback } from '../../../../shared/usecases/alerts/takeFeedback.ts';
import { uuid } from '../../../builders/bank.ts';
import { runOn } from '../../../builders/expiry.ts';
import { alertingOverTable, storeConnection } from '../../../builders/expiryOverTable.ts';
import { aClock, aConnection, anAccount } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('the digests of accountants', () => {
  const suite = connectionsTableSuite();

  const lastDay = '2026-06-30';
  const authorization = {
    authorizedAt: '2026-01-01T10:00:00.000Z',
    expiresAt: `${lastDay}T10:00:00.000Z`,
    revoked: false,
  };
  const setFor = async (accountant: string) => {
    const tenants = [];
    for (const name of ['Bakkerij Els', 'Garage Jan']) {
      tenants.push(
        await storeConnection(suite, { address: `${name.slice(-3)}@clients.example`, lastDay, accountant, name }),
      );
    }
    return tenants;
  };
  it('are one digest over all tenants, each reminder step once', async () => {
    await setFor('An@digest.example');
    const alerting = alertingOverTable();

    for (const day of ['2026-05-31', '2026-06-01', '2026-06-16'])
      await alerting.over(suite.table())({ now: runOn(day) });

    const digests = alerting.sentTo('an@digest.example');
    expect(digests).toHaveLength(2);
    for (const text of digests) {
      expect(text.match(/^- Bakkerij Els/gm)).toHaveLength(2);
      expect(text.match(/^- Garage Jan/gm)).toHaveLength(2);
    }
  });

  it('are in the language of most tenants, however many connections one of them has', async () => {
    const accountant = 'an@words.example';
    for (const locale of ['nl-BE', 'nl', 'fr']) {
      const address = `${locale}@words.example`;
      const contact = { email: address, locale };
      const tenantId = await storeConnection(suite, { address, lastDay, accountant, contact });
      if (locale !== 'fr') continue;
      for (const number of [2, 3]) {
        const more = { tenantId, id: uuid(number), accountant, contact };
        await new DynamoConnectionStore(suite.table()).create(aConnection(more));
        await new DynamoAccountStore(suite.table()).create(
          anAccount({
            tenantId,
            connectionId: uuid(number),
            id: uuid(200 + number),
            pontoId: uuid(800 + number),
            authorization,
          }),
        );
      }
    }
    const alerting = alertingOverTable();

    await alerting.over(suite.table())({ now: runOn('2026-05-31') });

    expect(alerting.sentTo(accountant)).toEqual([expect.stringMatching(/^Beste,/)]);
    expect(alerting.sentTo(accountant)[0]?.match(/^- /gm)).toHaveLength(8);
  });

  it('are not sent to an address that was suppressed between the request and the digest', async () => {
    const tenants = await setFor('an@suppressed.example');
    const alerting = alertingOverTable();
    const killed = suite.hookedTable({
      before: ({ name, text }) => {
        if (name === 'QueryCommand' && text.includes('ACCOUNTANT#')) throw new Error('killed');
      },
    });
    await alerting
      .over(killed)({ now: runOn('2026-05-31') })
      .catch(() => undefined);

    const at = '2026-05-31T09:00:00.000Z';
    for (const tenantId of tenants) {
      await new DynamoSuppressionList(suite.table(), aClock()).add({ tenantId }, 'an@suppressed.example', {
        reason: 'bounced',
        at,
      });
    }
    await alerting.over(suite.table())({ now: runOn('2026-06-01') });

    expect(alerting.sentTo('an@suppressed.example')).toEqual([]);
  });

  it('leave out a tenant whose own mail came back from the address, and go on for the others', async () => {
    const [first = ''] = await setFor('an@own.example');
    const at = '2026-05-30T09:00:00.000Z';
    await new DynamoSuppressionList(suite.table(), aClock()).add({ tenantId: first }, 'an@own.example', {
      reason: 'complained',
      at,
    });
    const alerting = alertingOverTable();

    await alerting.over(suite.table())({ now: runOn('2026-05-31') });

    expect(alerting.sentTo('an@own.example')).toEqual([expect.not.stringContaining('Bakkerij Els')]);
  });

  describe('that come back', () => {
    const at = '2026-06-01T09:00:00.000Z';
    const feedback = () => {
      const suppressionList = new DynamoSuppressionList(suite.table(), aClock());
      const takeFeedback = makeTakeFeedback({ suppressionList, sentDigests: new DynamoSentDigests(suite.table()) });
      const knownOf = async (tenants: readonly string[], address: string) => {
        const known = [];
        for (const tenantId of tenants) {
          known.push((await suppressionList.ofAddresses(tenantId, [address])).get(address));
        }
        return known;
      };
      return { takeFeedback, knownOf };
    };

    it('suppress the address for the tenants that they were about, and for no other', async () => {
      const tenants = await setFor('an@back.example');
      const alerting = alertingOverTable();
      await alerting.over(suite.table())({ now: runOn('2026-05-31') });
      const accountant = { accountant: 'an@back.example', name: 'Later' };
      const later = await storeConnection(suite, {
        address: 'eva@later.example',
        lastDay: '2026-12-31',
        ...accountant,
      });
      const { takeFeedback, knownOf } = feedback();
      const [digestId = ''] = alerting.digestsTo('an@back.example');

      await takeFeedback({ kind: 'digest', digestId }, 'An@back.example', { reason: 'bounced', at });

      const bounced = { bouncedAt: at };
      expect(await knownOf([...tenants, later], 'an@back.example')).toEqual([bounced, bounced, undefined]);
    });

    it('suppress it for nobody who stood in an earlier digest only', async () => {
      const [former = '', renewed = ''] = await setFor('an@former.example');
      const alerting = alertingOverTable();
      await alerting.over(suite.table())({ now: runOn('2026-05-31') });
      const accountant = { accountant: 'an@former.example', name: 'Complained of' };
      const other = await storeConnection(suite, {
        address: 'eva@other.example',
        lastDay: '2026-07-01',
        ...accountant,
      });
      await alerting.over(suite.table())({ now: runOn('2026-06-01') });
      const { takeFeedback, knownOf } = feedback();
      const [first, second = ''] = alerting.digestsTo('an@former.example');

      await takeFeedback({ kind: 'digest', digestId: second }, 'an@former.example', { reason: 'complained', at });

      expect(first).not.toBe(second);
      expect(alerting.sentTo('an@former.example')[1]).not.toMatch(/Bakkerij Els|Garage Jan/);
      expect(await knownOf([former, renewed, other], 'an@former.example')).toEqual([
        undefined,
        undefined,
        { complainedAt: at },
      ]);
    });

    it('after what is known of them has gone suppress it for everybody, because nobody knows whose they were', async () => {
      const [tenantId = ''] = await setFor('an@gone.example');
      const { takeFeedback, knownOf } = feedback();

      await takeFeedback({ kind: 'digest', digestId: uuid(7) }, 'an@gone.example', { reason: 'complained', at });

      expect(await knownOf([tenantId], 'an@gone.example')).toEqual([{ providerWide: { reason: 'complained', at } }]);
    });

    it('are known for half a year, by ids and tags that name nobody', async () => {
      const tenants = await setFor('an@kept.example');
      const alerting = alertingOverTable();
      await alerting.over(suite.table())({ now: runOn('2026-05-31') });

      const { items } = await suite.table().query(sentDigestPartition(alerting.digestsTo('an@kept.example')[0] ?? ''));

      expect(items.map((item) => item['sk']).sort()).toEqual(tenants.map(mailTagOf).sort());
      const expiresAtEpochSeconds = Date.parse(runOn('2026-05-31')) / 1000 + 180 * 86_400;
      for (const item of items) {
        expect(item).toEqual({ pk: item['pk'], sk: item['sk'], expiresAtEpochSeconds });
      }
    });

    it('were kept before the mail went: a crash in between sends none', async () => {
      await setFor('an@crash.example');
      const alerting = alertingOverTable();
      const killed = suite.hookedTable({
        before: ({ name, text }) => {
          if (name === 'PutItemCommand' && text.includes('DIGEST#') && !text.includes('TOLD#'))
            throw new Error('killed');
        },
      });

      await alerting
        .over(killed)({ now: runOn('2026-05-31') })
        .catch(() => undefined);
      const before = alerting.sentTo('an@crash.example').length;
      await alerting.over(suite.table())({ now: runOn('2026-06-01') });

      expect([before, alerting.sentTo('an@crash.example').length]).toEqual([0, 1]);
    });
  });

  it('leave out a tenant that has named another accountant since', async () => {
    const [first = ''] = await setFor('an@changed.example');
    const store = new DynamoConnectionStore(suite.table());
    await store.changeContacts(
      { tenantId: first, connectionId: uuid(1) },
      { accountant: 'new@changed.example', at: '2026-05-01T08:00:00.000Z' },
    );
    const alerting = alertingOverTable();

    await alerting.over(suite.table())({ now: runOn('2026-05-31') });

    expect(alerting.sentTo('an@changed.example')).toEqual([expect.not.stringContaining('Bakkerij Els')]);
    expect(alerting.sentTo('new@changed.example')).toEqual([expect.stringContaining('Bakkerij Els')]);
  });

  it('send no digest of a connection whose mail the accountant gets as a contact', async () => {
    await storeConnection(suite, { address: 'an@contact.example', lastDay, accountant: 'AN@contact.example' });
    const alerting = alertingOverTable();

    await alerting.over(suite.table())({ now: runOn('2026-05-31') });

    expect(alerting.sentTo('an@contact.example')).toEqual([expect.stringContaining('contact of the bank connection')]);
  });

  it('come with the next run when this one is killed between visit and digest', async () => {
    await setFor('an@killed.example');
    const alerting = alertingOverTable();
    const killed = suite.hookedTable({
      before: ({ name, text }) => {
        if (name === 'QueryCommand' && text.includes('ACCOUNTANT#')) throw new Error('killed');
      },
    });

    await alerting
      .over(killed)({ now: runOn('2026-05-31') })
      .catch(() => undefined);
    await alerting.over(suite.table())({ now: runOn('2026-06-01') });
    await alerting.over(suite.table())({ now: runOn('2026-06-02') });

    expect(alerting.sentTo('an@killed.example')).toHaveLength(1);
  });
});
