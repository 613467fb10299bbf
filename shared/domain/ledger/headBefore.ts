import { defined } from '../../language/defined.ts';
import type { Account } from '../connections/connection.ts';
import type { ChainState } from '../statements/statement.ts';
import { emptyHead, type HeadBefore, type LedgerHead, type Relinking } from './head.ts';

/** What a head says before its account goes on under another id. */
export const headBefore = (
  head: LedgerHead,
  statements: Pick<HeadBefore, 'statementPeriod' | 'builtOn'>,
): HeadBefore => {
  const { sequence, pontoId, importFrom, newest, listedFrom, touched, lastFullComparisonAt, refused } = head;
  const { pendingLeftOut, chain, completeUpTo, completedAt, published, relinked } = head;
  return {
    ...defined({ pontoId, importFrom, newest, listedFrom, touched, lastFullComparisonAt }),
    ...defined({ pendingLeftOut, completeUpTo, completedAt, mismatchSince: published.mismatchSince }),
    ...(relinked && { relinked: withoutBefore(relinked) }),
    sequence,
    refused,
    chain,
    ...statements,
  };
};

const withoutBefore = ({ before: _before, ...relinked }: Relinking): Omit<Relinking, 'before'> => relinked;

/** @returns undefined where nothing was read under the other id, or all is as before already */
export const headToRestore = (
  { pontoId, relinked, sequence, chain }: LedgerHead,
  account: Account,
): HeadBefore | 'settled' | undefined => {
  if (pontoId !== account.pontoId && relinked?.pontoId !== account.pontoId) return undefined;
  const before = relinked?.pontoId === account.pontoId ? relinked.before : firstHead(account);
  const isSame =
    before &&
    before.sequence <= sequence &&
    before.chain.final?.through === chain.final?.through &&
    (!chain.final || before.chain.coversFrom === chain.coversFrom);
  return isSame ? before : 'settled';
};

/** Of an account that had never been read before. */
const firstHead = ({ link, succession }: Account): HeadBefore | undefined =>
  succession && {
    sequence: 0,
    refused: [],
    chain: emptyHead.chain,
    statementPeriod: link?.statementPeriod ?? 'daily',
    builtOn: succession.at.slice(0, 10),
  };

/** What was looked at is as it was then: the records since come to nothing. */
export const chainToRestore = ({ chain, sequence: before }: HeadBefore, sequence: number): ChainState => {
  const seen = <T extends { readonly through?: number }>(one: T): T =>
    one.through === before ? { ...one, through: sequence } : one;
  const { balance, known, firstKnown } = chain;
  return {
    ...chain,
    ...defined({
      balance: balance && seen(balance),
      known: known && seen(known),
      firstKnown: firstKnown && seen(firstKnown),
    }),
  };
};

export const restoredHead = (
  { sequence, viewedSequence, takenBack, published: { mismatchSince: _since, ...published } }: LedgerHead,
  before: HeadBefore,
  chain: ChainState,
): LedgerHead => {
  const { statementPeriod: _period, builtOn: _day, relinked, mismatchSince, ...told } = before;
  return {
    ...told,
    chain,
    sequence,
    viewedSequence,
    published: { ...published, ...defined({ mismatchSince }) },
    ...defined({ takenBack, relinked: relinked && { ...relinked, after: sequence } }),
  };
};
