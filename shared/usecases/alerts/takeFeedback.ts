import type { SuppressedAddress } from '../../domain/mail/reach.ts';
import type { SentDigests } from '../../ports/alerts.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import { inParallel } from '../../language/inParallel.ts';

interface Deps {
  readonly suppressionList: Pick<SuppressionList, 'add' | 'addProviderWide'>;
  readonly sentDigests: Pick<SentDigests, 'tagsOf'>;
}

/** What the mail that came back was about; `unknown` of one that has no tag as we write it. */
export type FeedbackOn =
  | { readonly kind: 'tenant'; readonly tag: string }
  | { readonly kind: 'digest'; readonly digestId: string }
  | { readonly kind: 'unknown' };

/** Tenants of one digest that are written for at a time. */
const concurrency = 8;

/** Suppresses an address for those whose mail came back from it. Taking the same report twice changes nothing. */
export const makeTakeFeedback =
  ({ suppressionList, sentDigests }: Deps) =>
  async (on: FeedbackOn, address: string, suppressed: SuppressedAddress): Promise<void> => {
    switch (on.kind) {
      case 'tenant':
        return suppressionList.add({ tag: on.tag }, address, suppressed);
      case 'unknown':
        return suppressionList.addProviderWide(address, suppressed);
      case 'digest': {
        let isKnown = false;
        for await (const page of sentDigests.tagsOf(on.digestId)) {
          isKnown = true;
          await inParallel(page, concurrency, (tag) => suppressionList.add({ tag }, address, suppressed));
        }
        // So old that nobody knows whose it was.
        if (!isKnown) await suppressionList.addProviderWide(address, suppressed);
      }
    }
  };

export type TakeFeedback = ReturnType<typeof makeTakeFeedback>;
