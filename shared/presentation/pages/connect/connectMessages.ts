import { createCatalogue } from '../../catalogue.ts';
import de from '../../messages/de/connectPage.json' with { type: 'json' };
import en from '../../messages/en/connectPage.json' with { type: 'json' };
import es from '../../messages/es/connectPage.json' with { type: 'json' };
import fr from '../../messages/fr/connectPage.json' with { type: 'json' };
import nl from '../../messages/nl/connectPage.json' with { type: 'json' };

/** What the pages say that lead to a consent and back. */
export const connectMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    bank_title: { bank: 'text' },
    who_is: { company: 'text', product: 'text' },
    long_is: { days: 'number' },
    email_known: { email: 'text' },
    needed: { field: 'text' },
    linked_sentence: { bank: 'text', accounts: 'number' },
    linked_add: { bank: 'text' },
    linked_second: { bank: 'text' },
    again: { bank: 'text' },
    failed_title: { bank: 'text' },
    stopped: { bank: 'text' },
    first_title: { bank: 'text' },
    gone_title: { bank: 'text' },
    confirm_sentence: { organization: 'text', accounts: 'number' },
    confirm_more: { more: 'number' },
  },
);
