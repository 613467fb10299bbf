import * as keys from '../../../../shared/adapters/dynamodb/keys.ts';
import { partitionOf } from '../../../../shared/adapters/dynamodb/ledger/ledgerKeys.ts';
import { claimedId } from '../../../../shared/contracts/claimedId.ts';

/** Bytes that DynamoDB takes of a partition key and of a sort key. */
const maxPartition = 2048;
const maxSort = 1024;

const ids = {
  connectionId: 'c'.repeat(100),
  accountId: 'a'.repeat(100),
  journalId: 'j'.repeat(100),
  syncId: 's'.repeat(100),
};

/** Every key with the tenant in it. */
const keysOf = (tenantId: string) => {
  const ref = { tenantId, ...ids };
  return [
    keys.connectionKey(ref),
    keys.tokensKey(ref),
    keys.historyKey(ref, 'h'.repeat(100)),
    keys.accountKey(ref),
    keys.journalKey(ref),
    keys.journalCodeKey(tenantId, 'BNK1'),
    keys.idempotencyKey(tenantId, 'k'),
    keys.syncKey(ref),
    keys.dueKey('daily', ref),
    keys.scheduledCheckKey('2026-11-24', ref),
    keys.accountantKey('a@example.com', ref),
    keys.organizationKey('o'.repeat(100), ref),
    keys.erasureKey(tenantId),
    keys.pausedKey(tenantId),
    { pk: keys.incidentPartition(ref), sk: '' },
    { pk: partitionOf(ref), sk: '' },
  ];
};

describe('the keys of a tenant', () => {
  it.each([['x'.repeat(256)], ['%'.repeat(256)], ['é'.repeat(128)], [`${'€'.repeat(85)}x`], ['😀'.repeat(64)]])(
    'are short enough for DynamoDB with the longest id that a token may name: %s',
    (tenantId) => {
      const tooLong = keysOf(claimedId.parse(tenantId)).filter(
        ({ pk, sk }) => Buffer.byteLength(pk) > maxPartition || Buffer.byteLength(sk) > maxSort,
      );

      expect(tooLong).toEqual([]);
    },
  );

  it('would be too long with an id that counts in characters, so that no token may name it', () => {
    const tenantId = '€'.repeat(256);

    const tooLong = keysOf(tenantId).filter(({ pk, sk }) => pk.length > maxPartition || sk.length > maxSort);

    expect(tooLong).not.toEqual([]);
    expect(claimedId.safeParse(tenantId).success).toBe(false);
  });
});
