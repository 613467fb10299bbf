import { createCatalogue } from '../../catalogue.ts';
import de from '../../messages/de/connectionPage.json' with { type: 'json' };
import en from '../../messages/en/connectionPage.json' with { type: 'json' };
import es from '../../messages/es/connectionPage.json' with { type: 'json' };
import fr from '../../messages/fr/connectionPage.json' with { type: 'json' };
import nl from '../../messages/nl/connectionPage.json' with { type: 'json' };

export const connectionMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    title: { bank: 'text' },
    accounts_more: { count: 'number' },
    missing: { references: 'text' },
    go_to_bank: { bank: 'text' },
    confirm_of: { organization: 'text', count: 'number' },
    expected: { references: 'text' },
    bounced: { address: 'text', day: 'day' },
    complained: { address: 'text', day: 'day' },
    unconfirmed: { address: 'text', day: 'day' },
    history_title: { bank: 'text' },
    by_user: { user: 'text' },
    reason: { code: 'text' },
    disconnect_title: { bank: 'text' },
    disconnect_stops: { count: 'number' },
    disconnect_button: { bank: 'text' },
  },
);
