import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/monthPage.json' with { type: 'json' };
import en from '../messages/en/monthPage.json' with { type: 'json' };
import es from '../messages/es/monthPage.json' with { type: 'json' };
import fr from '../messages/fr/monthPage.json' with { type: 'json' };
import nl from '../messages/nl/monthPage.json' with { type: 'json' };

const balance = { amount: 'text', day: 'day' } as const;

/** How a period stands: what the month's page and a certificate say alike. */
export const monthMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    all_complete: { accounts: 'number' },
    all_open: { accounts: 'number' },
    some_open: { open: 'number', accounts: 'text' },
    days: { from: 'day', to: 'day' },
    wrong_from: { example: 'text' },
    wrong_to: { example: 'text' },
    in_currency: { head: 'text', currency: 'text' },
    proven_by_bank: balance,
    proven_by_tenant: { ...balance, known: 'text', knownDay: 'day' },
    before_start: { amount: 'text' },
    partly: { from: 'day', to: 'day' },
    partly_day: { day: 'day' },
    corrected: { lateLines: 'number', adjustments: 'number', both: 'number', sum: 'text' },
    former: { references: 'text' },
    statements: { first: 'text', last: 'text' },
    statement: { first: 'text' },
    left_out_more: { count: 'number' },
    of_these: { accounts: 'text' },
    made: { period: 'text', moment: 'text' },
  },
);
