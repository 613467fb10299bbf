import { createCatalogue } from '../../catalogue.ts';
import de from '../../messages/de/accountPage.json' with { type: 'json' };
import en from '../../messages/en/accountPage.json' with { type: 'json' };
import es from '../../messages/es/accountPage.json' with { type: 'json' };
import fr from '../../messages/fr/accountPage.json' with { type: 'json' };
import nl from '../../messages/nl/accountPage.json' with { type: 'json' };

/** What the pages of one account say. */
export const accountMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    balance_on: { day: 'day' },
    chart_day: { day: 'day', amount: 'text' },
    chart_day_agrees: { day: 'day', amount: 'text' },
    chart_day_differs: { day: 'day', amount: 'text', bank: 'text', difference: 'text' },
    chart_differs: { amount: 'text' },
    chart_description: { from: 'day', to: 'day', amount: 'text', agree: 'number', differ: 'number' },
    chart_table: { currency: 'text' },
    chart_range: { from: 'day', to: 'day' },
    head_books: { currency: 'text' },
    head_closing: { currency: 'text' },
    head_amount: { currency: 'text' },
    refused_count: { count: 'number' },
    run_refused: { count: 'number' },
    pending_count: { count: 'number' },
    all_pending: { count: 'number' },
    lines_title: { account: 'text' },
    statements_title: { account: 'text' },
    settings_title: { account: 'text' },
    syncs_title: { account: 'text' },
    sync_title: { account: 'text' },
    end_title: { account: 'text' },
    payment_title: { account: 'text' },
    found_back_to: { day: 'day' },
    found_count: { count: 'number' },
    proof_begins: { from: 'day', start: 'day' },
    known_now: { amount: 'text', day: 'day' },
    known_differs: { difference: 'text' },
    run_counts: { added: 'number', corrected: 'number', removed: 'number', pending: 'number' },
    run_so_far: { added: 'number', pages: 'number' },
    run_retry: { at: 'text' },
    check_of: { from: 'text', to: 'text' },
    report_same: { same: 'number' },
    report_findings: { missing: 'number', corrected: 'number', removed: 'number' },
    report_not_listed: { count: 'number' },
    report_before: { count: 'number' },
    report_stay_removed: { count: 'number' },
    report_unreadable: { count: 'number' },
    finding_was: { amount: 'text' },
    looked_at_days: { from: 'day', to: 'day', amount: 'text' },
  },
);
