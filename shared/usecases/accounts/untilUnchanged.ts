import { Fault } from '../../domain/faults/fault.ts';

/** People who change one account's link at the same second are two, not ten. */
const maxTries = 10;

/**
 * Tries a change again from its reading while somebody else has written the same record in between.
 *
 * @throws Fault `interrupted` when that happens again and again
 */
export const untilUnchanged = async <Outcome extends { readonly kind: string }>(
  attempt: () => Promise<Outcome | { readonly kind: 'changed' }>,
): Promise<Outcome> => {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const outcome = await attempt();
    if (!isChanged(outcome)) return outcome;
  }
  throw new Fault('interrupted');
};

const isChanged = (outcome: { readonly kind: string }): outcome is { readonly kind: 'changed' } =>
  outcome.kind === 'changed';
