import type { SuppressedAddress } from '../../domain/mail/reach.ts';
import type { AccountantIndex } from '../../ports/alerts.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import { inParallel } from '../../language/inParallel.ts';

interface Deps {
  readonly suppressionList: Pick<SuppressionList, 'add' | 'addProviderWide'>;
  readonly accountants: Pick<AccountantIndex, 'tenantsInDigests'>;
}

/** What the mail that came back was about; `unknown` of one that went out before mails were tagged. */
export type FeedbackOn =
  { readonly kind: 'tenant'; readonly tag: string } | { readonly kind: 'digest' } | { readonly kind: 'unknown' };

/** Tenants of one accountant that are written for at a time. */
const concurrency = 8;

/** Suppresses an address for those whose mail came back from it. Taking the same report twice changes nothing. */
export const makeTakeFeedback =
  ({ suppressionList, accountants }: Deps) =>
  async (on: FeedbackOn, address: string, suppressed: SuppressedAddress): Promise<void> => {
    switch (on.kind) {
      case 'tenant':
        return suppressionList.add({ tag: on.tag }, address, suppressed);
      case 'unknown':
        return suppressionList.addProviderWide(address, suppressed);
      case 'digest':
        for await (const page of accountants.tenantsInDigests(address)) {
          await inParallel(new Set(page), concurrency, (tenantId) =>
            suppressionList.add({ tenantId }, address, suppressed),
          );
        }
    }
  };

export type TakeFeedback = ReturnType<typeof makeTakeFeedback>;
