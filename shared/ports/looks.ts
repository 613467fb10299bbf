import type { ConnectionRef } from './refsAndPages.ts';

/**
 * - `neighbours`: at the connections beside the one that a consent was for.
 * - `renewal`: once more at the account that a person has renewed.
 */
export type Look = 'neighbours' | 'renewal';

/** Told of a look that nobody waits for and that could not be taken up. The person goes on all the same. */
export type OnLookFailure = (look: Look, about: ConnectionRef, error: unknown) => void;
