import type { ConsentStore, PendingConsent } from '../../ports/consents.ts';
import { consentKey } from './keys.ts';
import { consentRecord, epochSecondsOf, parseRecord } from './records.ts';
import { above, isNew } from './expressions.ts';
import type { Table } from './table.ts';

/** Time for a clock that differs and for DynamoDB's own delay; `expiresAt` is what counts. */
const keptAfterExpirySeconds = 3600;

export class DynamoConsentStore implements ConsentStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async begin(state: string, consent: PendingConsent): Promise<void> {
    const outcome = await this.#table.put(
      consentKey(state),
      { ...consent, expiresAtEpochSeconds: epochSecondsOf(consent.expiresAt, keptAfterExpirySeconds) },
      isNew,
    );
    if (outcome === 'refused') throw new Error('an OAuth state was drawn twice');
  }

  /** The delete is the take: whoever gets the old item has it alone. */
  async take(state: string, now: string): Promise<PendingConsent | undefined> {
    const item = await this.#table.delete(consentKey(state), above('expiresAt', now));
    return item && item !== 'refused' ? parseRecord(consentRecord, item, 'consent') : undefined;
  }
}
