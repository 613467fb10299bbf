import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/certificatePage.json' with { type: 'json' };
import en from '../messages/en/certificatePage.json' with { type: 'json' };
import es from '../messages/es/certificatePage.json' with { type: 'json' };
import fr from '../messages/fr/certificatePage.json' with { type: 'json' };
import nl from '../messages/nl/certificatePage.json' with { type: 'json' };

const days = { from: 'day', to: 'day' } as const;

/** What only a certificate says. */
export const certificatePageMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    title: { period: 'text' },
    complete: { ...days, accounts: 'number', company: 'text' },
    open: { ...days, accounts: 'text', open: 'text', company: 'text' },
    holds: { moment: 'moment' },
    changed: { moment: 'moment' },
    made_at: { at: 'moment' },
    confirm: { address: 'text', id: 'text' },
  },
);
