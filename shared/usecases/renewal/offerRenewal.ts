import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { KnownEnding } from '../../domain/alerts/ending.ts';
import type { Language } from '../../domain/mail/language.ts';
import { linkExpiryOf, type LinkHolder } from '../../domain/renewal/renewalLink.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { RenewalLinks } from '../../ports/consents.ts';

interface Deps {
  readonly links: Pick<RenewalLinks, 'put'>;
  readonly ids: Pick<IdSource, 'secret'>;
  /** Where the world reaches us. */
  readonly publicUrl: string;
}

export interface RenewalOffer {
  readonly holder: LinkHolder;
  readonly language: Language;
  readonly ending?: KnownEnding;
  /** When the mail goes out. */
  readonly at: Instant;
}

/** Makes the link of one mail, for one person and one thing to renew. */
export const makeOfferRenewal =
  ({ links, ids, publicUrl }: Deps) =>
  async ({ holder, language, ending, at }: RenewalOffer): Promise<string> => {
    const { tenantId, connectionId, accountId } = holder;
    const token = await links.put(holder, ids.secret(), {
      tenantId,
      connectionId,
      ...defined({ accountId }),
      language,
      ...(ending && {
        ending: {
          lastDay: ending.lastDay,
          ...defined({ authorizedAt: ending.authorizedAt }),
        },
      }),
      expiresAt: linkExpiryOf(at),
    });
    return `${publicUrl.replace(/\/$/, '')}/renew?link=${token}`;
  };

export type OfferRenewal = ReturnType<typeof makeOfferRenewal>;
