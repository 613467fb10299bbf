import { DynamoAddressConfirmations } from '../../../shared/adapters/dynamodb/addressConfirmations.ts';
import { mailPartition } from '../../../shared/adapters/dynamodb/keys.ts';
import { DynamoSuppressionList } from '../../../shared/adapters/dynamodb/suppressionList.ts';
import { DynamoTenantEraser } from '../../../shared/adapters/dynamodb/tenantEraser.ts';
import { mailTagOf } from '../../../shared/adapters/mailTag.ts';
import type { AddressToAsk } from '../../../shared/ports/mail.ts';
import { uuid } from '../../builders/bank.ts';
import { aClock } from '../../builders/records.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe('AddressConfirmations', () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoAddressConfirmations(suite.table());
  const [secret, another] = ['A'.repeat(43), 'B'.repeat(43)];
  const at = '2026-06-16T06:00:00.000Z';
  const weekBefore = '2026-06-09T06:00:00.000Z';
  const aQuestion = (): AddressToAsk => ({
    tenantId: suite.aTenant(),
    connectionId: uuid(1),
    address: 'els@bakery.example',
    language: 'nl',
  });
  const standing = async ({ tenantId, address }: AddressToAsk) => {
    const found = await new DynamoSuppressionList(suite.table(), aClock()).ofAddresses(tenantId, [address]);
    return found.get(address);
  };

  it('find what a token asks, as often as somebody looks, and show that the reader was asked', async () => {
    const question = aQuestion();
    const token = (await aStore().ask(question, secret, at, weekBefore)) ?? '';

    const found = [await aStore().find(token), await aStore().find(token)];

    const { address: _, ...about } = question;
    expect(found).toEqual([
      { ...about, askedAt: at },
      { ...about, askedAt: at },
    ]);
    expect(await standing(question)).toEqual({ askedAt: at });
  });

  it('ask once of two who ask at once, and again after a while, by a new link alone', async () => {
    const question = aQuestion();
    const later = '2026-06-23T06:00:00.000Z';

    const tokens = await Promise.all([secret, another].map((each) => aStore().ask(question, each, at, weekBefore)));
    const soon = await aStore().ask({ ...question, address: 'ELS@bakery.example' }, another, later, weekBefore);
    const again = await aStore().ask(question, another, later, at);

    expect(tokens.filter((token) => token !== undefined)).toHaveLength(1);
    expect(soon).toBeUndefined();
    expect(await aStore().find(again ?? '')).toMatchObject({ askedAt: later });
    expect(await aStore().find(tokens.find((token) => token !== undefined) ?? '')).toBeUndefined();
  });

  it('confirm by the token of the question alone', async () => {
    const question = aQuestion();
    const token = (await aStore().ask(question, secret, at, weekBefore)) ?? '';
    const [tag, place] = token.split('.');
    const confirmedAt = '2026-06-17T06:00:00.000Z';

    for (const wrong of ['', 'x', `${tag}.${place}.${another}`, `${tag}.${place}.`]) {
      await aStore().confirm(wrong, confirmedAt);
    }
    const before = await standing(question);
    await aStore().confirm(token, confirmedAt);

    expect(before).toEqual({ askedAt: at });
    expect(await standing(question)).toEqual({ askedAt: at, confirmedAt });
  });

  it('hold for one tenant: another asks anew', async () => {
    const [question, other] = [aQuestion(), aQuestion()];
    const token = (await aStore().ask(question, secret, at, weekBefore)) ?? '';
    await aStore().confirm(token, at);

    expect(await standing(other)).toBeUndefined();
    expect(await aStore().ask(other, another, at, weekBefore)).toEqual(expect.any(String));
  });

  it('take a question back that was not sent, and keep what was confirmed before', async () => {
    const question = aQuestion();
    await aStore().confirm((await aStore().ask(question, secret, weekBefore, '2026')) ?? '', weekBefore);
    const token = (await aStore().ask(question, another, at, weekBefore)) ?? '';

    await aStore().takeBack(token);

    expect(await aStore().find(token)).toBeUndefined();
    expect(await standing(question)).toEqual({ confirmedAt: weekBefore });
    expect(await aStore().ask(question, secret, at, weekBefore)).toEqual(expect.any(String));
  });

  it.each(['', 'x', `${'A'.repeat(43)}.${'A'.repeat(43)}.${'A'.repeat(43)}`, `${'é'.repeat(43)}.x.x`])(
    'find nothing by %j',
    async (token) => {
      expect(await aStore().find(token)).toBeUndefined();
    },
  );

  it('leave neither secret nor address in the table, and go with the tenant', async () => {
    const question = aQuestion();
    await aStore().ask(question, secret, at, weekBefore);
    const partition = mailPartition(mailTagOf(question.tenantId));

    const items = JSON.stringify((await suite.table().query(partition)).items);
    await new DynamoTenantEraser(suite.table(), suite.table()).everythingElse(question.tenantId);

    expect(items).toContain('secretHash');
    expect(items).not.toMatch(new RegExp(`els@|${secret}`));
    expect((await suite.table().query(partition)).items).toEqual([]);
  });
});
