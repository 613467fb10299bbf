import { compareReferences, plainNumber, secondMark } from './accountIdentity.ts';
import type { Account } from './connection.ts';
import { isDenied } from './takenBack.ts';

/**
 * The accounts that may continue one that feeds a journal and is no longer shared with us: of its number and currency, or a
 * card of the same bank beside which nothing differs but the number. Which of them does, a person knows.
 */
export const successionCandidates = (gone: Account, all: readonly Account[]): readonly Account[] =>
  gone.link && gone.authorization.revoked
    ? all.filter(
        (other) =>
          other.id !== gone.id &&
          !other.link &&
          !other.authorization.revoked &&
          other.currency === gone.currency &&
          !isDenied(gone, other) &&
          (hasItsNumber(other, gone) || isCardBeside(other, gone)),
      )
    : [];

const hasItsNumber = (other: Account, gone: Account): boolean =>
  plainNumber(other.reference) === plainNumber(gone.reference) && compareReferences(other, gone) !== 'differs';

const isCardBeside = (other: Account, gone: Account): boolean =>
  other.subtype === 'card' && gone.subtype === 'card' && secondMark(other, gone) === 'agrees';
