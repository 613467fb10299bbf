import type * as z from 'zod';
import type { ConsentPassage, ConsentStore, PendingConsent, TakenConsent } from '../../ports/consents.ts';
import { above, absent, all, any, atMost, exists, isNew } from './expressions.ts';
import { consentKey, keyOfConsentHash, passageKey, sha256 } from './keys.ts';
import { consentRecord, epochSecondsOf, parseRecord, passageRecord } from './records.ts';
import type { Table } from './table.ts';

/** Time for a browser that is under way, a clock that differs and DynamoDB's own delay; `expiresAt` is what counts. */
const keptAfterExpirySeconds = 3600;

/**
 * People go back and press again, and scanners press too: so many that whoever else has the address locks nobody out by a
 * few presses.
 */
const maxPassages = 200;

/**
 * Two kinds of items: the consent under the token of its address, and one for each browser that was led to Ponto, under the
 * state that it brings back. The consent is the one to take, so that only the first browser that finishes has it.
 */
export class DynamoConsentStore implements ConsentStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async begin(token: string, consent: PendingConsent): Promise<void> {
    const outcome = await this.#table.put(consentKey(token), withEnd(consent), isNew);
    if (outcome === 'refused') throw new Error('a token of a consent was drawn twice');
  }

  async find(token: string, now: string): Promise<PendingConsent | undefined> {
    const item = await this.#table.get(consentKey(token));
    const found = item && parseRecord(consentRecord(), item, 'consent');
    return found && found.expiresAt > now ? found : undefined;
  }

  async pass(token: string, { state, browser, ...passage }: ConsentPassage, now: string): Promise<'passed' | 'over'> {
    const few = any(absent('passages'), atMost('passages', maxPassages - 1));
    const counted = await this.#table.update(
      consentKey(token),
      { add: { passages: 1 } },
      all(exists, above('expiresAt', now), few),
    );
    if (counted.kind === 'refused') return 'over';
    const kept = { ...passage, consentHash: sha256(token), browserHash: sha256(browser) };
    const outcome = await this.#table.put(passageKey(state), withEnd(kept), isNew);
    if (outcome === 'refused') throw new Error('an OAuth state was drawn twice');
    return 'passed';
  }

  async take(state: string, browser: string | undefined, now: string): Promise<TakenConsent> {
    const found = await this.#passageOf(state, browser, now);
    if (found.kind !== 'found') return found;
    const { passage } = found;
    // The delete is the take: whoever gets the old item has it alone.
    const taken = await this.#table.delete(keyOfConsentHash(passage.consentHash));
    if (!taken || taken === 'refused') return { kind: 'unknown' };
    return { kind: 'taken', consent: parseRecord(consentRecord(), taken, 'consent'), passage };
  }

  async leave(state: string, browser: string | undefined, now: string): Promise<TakenConsent> {
    const found = await this.#passageOf(state, browser, now);
    if (found.kind !== 'found') return found;
    const { passage } = found;
    const left = await this.#table.delete(passageKey(state));
    const consent = left && (await this.#table.get(keyOfConsentHash(passage.consentHash)));
    if (!consent) return { kind: 'unknown' };
    return { kind: 'taken', consent: parseRecord(consentRecord(), consent, 'consent'), passage };
  }

  async #passageOf(
    state: string,
    browser: string | undefined,
    now: string,
  ): Promise<
    | Exclude<TakenConsent, { kind: 'taken' }>
    | { readonly kind: 'found'; readonly passage: z.output<ReturnType<typeof passageRecord>> }
  > {
    const item = await this.#table.get(passageKey(state));
    const passage = item && parseRecord(passageRecord(), item, 'passage of a consent');
    if (!passage || passage.expiresAt <= now) return { kind: 'unknown' };
    if (browser === undefined || sha256(browser) !== passage.browserHash) {
      const first = await this.#table.update(passageKey(state), { set: [['refusedAt', now]] }, absent('refusedAt'));
      const consent =
        first.kind === 'written' ? await this.#table.get(keyOfConsentHash(passage.consentHash)) : undefined;
      return {
        kind: 'other_browser',
        ...(consent && { firstTimeOf: parseRecord(consentRecord(), consent, 'consent') }),
      };
    }
    return { kind: 'found', passage };
  }
}

const withEnd = <T extends { readonly expiresAt: string }>(item: T) => ({
  ...item,
  expiresAtEpochSeconds: epochSecondsOf(item.expiresAt, keptAfterExpirySeconds),
});
