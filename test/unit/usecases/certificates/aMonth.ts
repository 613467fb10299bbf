import { createHash } from 'node:crypto';
import { DynamoCertificateStore } from '../../../../shared/adapters/dynamodb/certificateStore.ts';
import type { CertifiedAccount } from '../../../../shared/domain/certificates/certificate.ts';
import type { Account, Link } from '../../../../shared/domain/connections/connection.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import type { Health } from '../../../../shared/domain/connections/health.ts';
import type { LedgerReader } from '../../../../shared/ports/ledger.ts';
import { makeCertificates } from '../../../../shared/usecases/certificates/certificates.ts';
import { makeChooseAccounts } from '../../../../shared/usecases/certificates/chooseAccounts.ts';
import { makeJudgePeriod } from '../../../../shared/usecases/certificates/judgePeriod.ts';
import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine } from '../../../builders/engine.ts';
import { aConnection, aJournal, countedIds } from '../../../builders/records.ts';

export const march = { from: '2026-03-01', to: '2026-03-31' };
export const issuer = { tenantId: 'tenant-1', userId: 'user-1', tenantName: 'Bakkerij De Korenaar' };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The books of accounts by the real engine and the certificates over them. Account `account-1` was linked in February: the
 * bank's balance of the 27th opens its books, so that March can be proven from its first day.
 */
export const aMonth = () => {
  const engine = anEngine();
  const state = {
    accounts: [aLinkedAccount({ importFrom: '2026-02-15' })] as readonly Account[],
    health: { state: 'ok', code: 'all_well' } as Health,
    now: '2026-04-02T09:00:00.000Z',
    judged: [] as string[],
  };
  let synchronizations = 0;
  const reader: LedgerReader = engine.reader;
  const accounts = {
    get: async ({ accountId }: { readonly accountId: string }) => state.accounts.find(({ id }) => id === accountId),
    list: async () => ({ items: state.accounts }),
  };
  const certificates = makeCertificates({
    accounts,
    certificates: new DynamoCertificateStore(engine.table),
    chooseAccounts: makeChooseAccounts({
      accounts,
      heads: { of: async (refs) => Promise.all(refs.slice(0, 10).map((ref) => reader.head(ref))) },
      reader,
    }),
    judgePeriod: makeJudgePeriod({
      reader,
      connections: { get: async () => aConnection() },
      journals: { get: async ({ journalId }) => aJournal({ id: journalId }) },
      healthIn: () => async (subjects) => {
        state.judged.push(...subjects.map(({ account }) => account.id));
        return subjects.map(({ account }) => ({
          account,
          authorization: { state: 'valid' },
          health: state.health,
          progress: { refusedLines: 0, proof: { verdict: 'unproven' } },
          paused: false,
          candidates: [],
        }));
      },
      clock: { now: () => state.now },
    }),
    sha256,
    ids: countedIds(),
    clock: { now: () => state.now },
  });

  /** A run at a moment, when the bank's balance of a day that was over is known. */
  const read = async (
    now: string,
    amount: string,
    on: string,
    link: Partial<Link> = {},
    fed: Partial<FeedAccount> = {},
  ) => {
    synchronizations += 1;
    const id = uuid(800_000 + synchronizations);
    engine.feed.account = aFeedAccount({
      currentBalance: { amount, currency: 'EUR', referenceDate: on },
      latestSynchronization: { id, subtype: 'accountTransactions', status: 'success', errorCodes: [] },
      ...fed,
    });
    const account = aLinkedAccount({ importFrom: '2026-02-15', ...link });
    state.accounts = state.accounts.map((one) => (one.id === account.id ? account : one));
    return engine.run({ now, account });
  };

  /** Books that begin in February with 1000.00 on the 27th. */
  const begin = (link: Partial<Link> = {}) => read('2026-02-28T09:00:00.000Z', '1000.00', '2026-02-27', link);

  const line = (number: number, executionDate: string, amount: string): void =>
    engine.feed.create(aLine(number, { executionDate, amount }));

  /** What is said of the period, and of the first account. */
  const judge = async (period = march) => {
    const page = await certificates.judge('tenant-1', period, { limit: 100 });
    if (typeof page === 'string') throw new Error(page);
    return page;
  };
  const first = async (period = march): Promise<CertifiedAccount> => {
    const [account] = (await judge(period)).accounts;
    if (!account) throw new Error('there is no account');
    return account;
  };
  /** Its verdict, the days that are complete, and why it is open. */
  const told = async (period = march) => {
    const { verdict, completeFrom, completeUpTo, open } = await first(period);
    return [verdict, completeFrom, completeUpTo, open.map(({ code }) => code)] as const;
  };
  const issue = async (accountIds?: readonly string[], period = march) => {
    const issued = await certificates.issue(issuer, period, accountIds);
    if (typeof issued === 'string') throw new Error(issued);
    return issued;
  };
  const standing = async (certificateId: string) =>
    (await certificates.read({ tenantId: 'tenant-1', certificateId }))?.standing;

  return { ...engine, state, certificates, begin, read, line, judge, first, told, issue, standing };
};

/** March with three lines, its balance of the last day given on 1 April: complete. */
export const aProvenMarch = async (link: Partial<Link> = {}) => {
  const world = aMonth();
  await world.begin(link);
  world.line(1, '2026-03-02', '-200.00');
  world.line(2, '2026-03-16', '50.25');
  world.line(3, '2026-03-30', '-0.25');
  await world.read('2026-04-01T09:00:00.000Z', '850.00', '2026-03-31', link);
  return world;
};
