import { createCatalogue } from '../../catalogue.ts';
import de from '../../messages/de/renewPage.json' with { type: 'json' };
import en from '../../messages/en/renewPage.json' with { type: 'json' };
import es from '../../messages/es/renewPage.json' with { type: 'json' };
import fr from '../../messages/fr/renewPage.json' with { type: 'json' };
import nl from '../../messages/nl/renewPage.json' with { type: 'json' };

/** What the page says on which an access is renewed. */
export const renewMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    title: { bank: 'text' },
    ends: { when: 'text' },
    ended: { when: 'text' },
    lasts: { day: 'day' },
    do_of: { account: 'text', bank: 'text' },
    do_all: { bank: 'text' },
    needs: { count: 'number' },
    done_title: { bank: 'text' },
    failed: { problem: 'text' },
  },
);
