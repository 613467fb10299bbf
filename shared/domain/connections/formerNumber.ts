import { defined } from '../../language/defined.ts';
import type { Account, FormerNumber } from './connection.ts';

/** Others may have the same number: it must not look like theirs alone once this account has it no more. */
export const numberOf = ({
  institutionId,
  reference,
  referenceType,
  currency,
  internalReference,
}: FormerNumber): FormerNumber => ({
  institutionId,
  reference,
  referenceType,
  currency,
  ...defined({ internalReference }),
});

/**
 * Numbers of which a person has said that they are another account's, while no account holds them: a crash came before that
 * one was made anew, and its bank may list it under another id by then.
 */
export const numbersWithoutHolder = (
  accounts: readonly Account[],
  held: ReadonlySet<string>,
): readonly FormerNumber[] =>
  accounts.flatMap(({ notContinuedAs = [] }) =>
    notContinuedAs.flatMap(({ pontoId, number }) => (number && !held.has(pontoId) ? [number] : [])),
  );
