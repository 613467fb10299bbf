import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/overviewPage.json' with { type: 'json' };
import en from '../messages/en/overviewPage.json' with { type: 'json' };
import es from '../messages/es/overviewPage.json' with { type: 'json' };
import fr from '../messages/fr/overviewPage.json' with { type: 'json' };
import nl from '../messages/nl/overviewPage.json' with { type: 'json' };

export const overviewMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    all_proven: { count: 'number', day: 'text' },
    proven: { count: 'number', day: 'text' },
    proven_later: { count: 'number' },
    proven_from: { day: 'text' },
    unproven: { count: 'number', named: 'number' },
    need_you: { count: 'number', named: 'number' },
    waiting: { count: 'number', named: 'number' },
    first_of: { count: 'text' },
    balance_in: { currency: 'text' },
    unfed: { count: 'number' },
    closed_title: { count: 'number' },
  },
);
