import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { longAgo } from '../../domain/mail/confirmation.ts';
import { addressesOf, everybodyOf, needsItsReader, type People } from '../../domain/mail/reach.ts';
import { languageOf } from '../../domain/mail/language.ts';
import { addressOf } from '../../domain/mail/recipients.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import type { AskReader } from './askReader.ts';

interface Deps {
  readonly suppressionList: Pick<SuppressionList, 'ofAddresses' | 'removeBounce'>;
  readonly askReader: AskReader;
  readonly confirmAddresses: boolean;
}

/** The connection that the addresses are entered for, as it stands then. */
type Entered = Pick<Connection, 'tenantId' | 'id' | 'contact'>;

/**
 * Takes note of addresses that a person has entered for a connection. It says that they work: a bounce of former days is
 * forgotten, for this tenant and once a week. Whether mail is wanted there only the reader can say, who is asked where that is needed: after a
 * complaint, or of every new address where the operator wants it so.
 */
export const makeEnterAddresses =
  ({ suppressionList, askReader, confirmAddresses }: Deps) =>
  async ({ tenantId, id: connectionId, contact }: Entered, entered: People, now: Instant): Promise<void> => {
    const addresses = addressesOf(entered);
    if (addresses.length === 0) return;
    const standings = await suppressionList.ofAddresses(tenantId, addresses);
    const rules = { now, confirmAddresses };
    const standing = (address: string) => standings.get(addressOf(address)) ?? {};
    for (const address of addresses) {
      if (standing(address).bouncedAt !== undefined)
        await suppressionList.removeBounce(tenantId, address, now, longAgo(now));
    }
    const language = languageOf(contact?.locale);
    for (const { address } of everybodyOf(entered)) {
      if (!needsItsReader(standing(address), rules)) continue;
      // A mail service that takes none now is not tried for the others: entering them again asks them.
      if ((await askReader({ tenantId, connectionId, address, language }, now)) === 'failed') return;
    }
  };

export type EnterAddresses = ReturnType<typeof makeEnterAddresses>;
