import { createCatalogue } from '../../catalogue.ts';
import de from '../../messages/de/statementPage.json' with { type: 'json' };
import en from '../../messages/en/statementPage.json' with { type: 'json' };
import es from '../../messages/es/statementPage.json' with { type: 'json' };
import fr from '../../messages/fr/statementPage.json' with { type: 'json' };
import nl from '../../messages/nl/statementPage.json' with { type: 'json' };

/** What is said of a statement. */
export const statementMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    proven_bank: { balance: 'text', on: 'text' },
    proven_tenant: { known: 'text', knownOn: 'day', balance: 'text', on: 'text' },
    proven_tenant_only: { known: 'text', knownOn: 'day' },
    broken_above: { difference: 'text', balance: 'text', on: 'text', from: 'day' },
    broken_below: { difference: 'text', balance: 'text', on: 'text', from: 'day' },
    before_start: { amount: 'text', balance: 'text' },
    withdrawn: { at: 'text', reason: 'text' },
    title: { number: 'text', account: 'text' },
    period: { from: 'text', to: 'text' },
    lines: { count: 'number' },
    shown_lines: { shown: 'number', count: 'number' },
    head_amount: { currency: 'text' },
    closing: { day: 'day' },
    show_all: { count: 'number' },
    too_many: { bound: 'number' },
  },
);
