import {
  isPlainId,
  outsideStatementId,
  outsideSyncId,
  outsideTransactionId,
  parseStatementId,
  parseSyncId,
  parseTransactionId,
} from '../../../../shared/domain/ids/outsideIds.ts';
import { uuid } from '../../../builders/bank.ts';

const account = uuid(1);

describe('ids as the outside sees them', () => {
  it('come back as they went out', () => {
    expect(parseSyncId(outsideSyncId(account, uuid(2)))).toEqual({ accountId: account, syncId: uuid(2) });
    expect(parseTransactionId(outsideTransactionId(account, 1))).toEqual({ accountId: account, line: 1 });
    expect(parseTransactionId(outsideTransactionId(account, 999_999_999_999_999))).toEqual({
      accountId: account,
      line: 999_999_999_999_999,
    });
    expect(parseStatementId(outsideStatementId(account, '2026-03-10'))).toEqual({
      accountId: account,
      periodFrom: '2026-03-10',
    });
    expect(isPlainId(account)).toBe(true);
  });

  it.each([
    '',
    'x',
    account,
    `${account}-`,
    `${account}-0`,
    `${account}-01`,
    `${account}--1`,
    `${account}-1.5`,
    `${account}-1e3`,
    `${account}-9999999999999999`,
    `${account}-1\n`,
    ` ${account}-1`,
    `${account}#-1`,
    `${account}-2026-3-10`,
    `${account}-2026-03-10-11`,
    `${account}.`,
    `${account}.${account}.${account}`,
    `${account.toUpperCase().replace('0', 'A')}-1`,
    `${account.replaceAll('0', '\u0660')}-1`,
    '../../etc/passwd',
    'a'.repeat(10_000),
  ])('are not read out of %j', (text) => {
    expect([parseSyncId(text), parseTransactionId(text), parseStatementId(text)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(['', `${account} `, `${account}\n`, `x${account}`, account.replaceAll('-', ''), 'TENANT#1'])(
    'are not plain ids: %j',
    (text) => {
      expect(isPlainId(text)).toBe(false);
    },
  );
});
