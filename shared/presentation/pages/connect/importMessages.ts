import { createCatalogue } from '../../catalogue.ts';
import de from '../../messages/de/importPage.json' with { type: 'json' };
import en from '../../messages/en/importPage.json' with { type: 'json' };
import es from '../../messages/es/importPage.json' with { type: 'json' };
import fr from '../../messages/fr/importPage.json' with { type: 'json' };
import nl from '../../messages/nl/importPage.json' with { type: 'json' };

/** What the pages say on which accounts are chosen and come into the books. */
export const importMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    accounts_title: { bank: 'text' },
    accounts_sentence: { count: 'number' },
    settings: { account: 'text' },
    others: { count: 'text' },
    linked_is: { journal: 'text' },
    error_day: { account: 'text' },
    error_amount: { account: 'text', example: 'text' },
    error_day_needed: { account: 'text' },
    error_of: { account: 'text', problem: 'text' },
    has: { day: 'day' },
    gets: { day: 'day', lines: 'number' },
    gets_at_least: { day: 'day', lines: 'text' },
    stay_out: { lines: 'number' },
    figure: { day: 'day' },
    proven: { from: 'day', to: 'day' },
    differs: { amount: 'text' },
    in_both: { lines: 'number' },
    in_neither: { lines: 'number' },
    unreadable: { lines: 'number' },
    start: { count: 'number' },
    some_started: { count: 'number' },
    progress_title: { bank: 'text' },
    running: { lines: 'number', shown: 'text' },
    so_far: { lines: 'number', shown: 'text', month: 'text' },
    older: { lines: 'number', shown: 'text', month: 'text' },
    import_of: { account: 'text' },
    retry_at: { moment: 'text' },
    done_some: { count: 'number' },
    lasts: { day: 'day' },
    to_account: { account: 'text' },
    none_linked: { bank: 'text' },
  },
);
