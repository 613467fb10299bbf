import { healthOfFault, type Health, type HealthCode } from '../../../../shared/domain/connections/health.ts';
import { faultKinds, type FaultCode } from '../../../../shared/domain/faults/fault.ts';

const isFault = (code: string): code is FaultCode => Object.hasOwn(faultKinds, code);
const faults = Object.keys(faultKinds).filter(isFault);
const method = 'oauth';
const candidates = [{ accountId: 'acc-2', reference: 'BE02' }];
const authorized = [{ bank: 'ING', accounts: 2 }];

/** Codes that are no faults. A new one does not compile before it is entered. */
const others: { readonly [Code in Exclude<HealthCode, FaultCode>]: Health & { readonly code: Code } } = {
  all_well: { state: 'ok', code: 'all_well' },
  not_linked: { state: 'ok', code: 'not_linked' },
  none_linked: { state: 'ok', code: 'none_linked' },
  ended: { state: 'ok', code: 'ended' },
  ended_differing: {
    state: 'ok',
    code: 'ended_differing',
    values: { amount: '7', since: '2026-11-05', currency: 'EUR' },
  },
  bank_trouble: { state: 'passing', code: 'bank_trouble' },
  migration_required: { state: 'action_required', code: 'migration_required', step: 'reconnect' },
  awaiting_consent: { state: 'action_required', code: 'awaiting_consent', step: 'reconnect' },
  connecting_interrupted: { state: 'action_required', code: 'connecting_interrupted', step: 'enter_credentials' },
  disconnected: { state: 'action_required', code: 'disconnected', step: 'connect_anew' },
  onboarding_incomplete: { state: 'attention', code: 'onboarding_incomplete', step: 'contact_ponto' },
  nobody_reached: { state: 'attention', code: 'nobody_reached', step: 'change_contacts' },
  books_differ: {
    state: 'attention',
    code: 'books_differ',
    values: { amount: '7', since: '2026-11-05', currency: 'EUR', refusedLines: 0 },
    step: 'check_period',
    days: { from: '2026-11-05', to: '2026-11-06' },
  },
  known_balance_differs: {
    state: 'attention',
    code: 'known_balance_differs',
    values: { amount: '7', known: '100', on: '2026-11-05', currency: 'EUR', refusedLines: 0 },
    step: 'correct_known_balance',
  },
  first_import: { state: 'passing', code: 'first_import', values: { lines: 1240, since: '2026-11-28T08:00:00.000Z' } },
  lines_uncertain: { state: 'attention', code: 'lines_uncertain', values: { lines: 2 }, step: 'check_period' },
  succession_undecided: {
    state: 'action_required',
    code: 'succession_undecided',
    values: { candidates, more: 0 },
    step: 'succeed',
  },
  keep_selected: { state: 'attention', code: 'keep_selected', values: { accounts: candidates, more: 0, others: true } },
  awaiting_confirmation: {
    state: 'action_required',
    code: 'awaiting_confirmation',
    values: { organization: 'Korenaar', accounts: 2 },
    step: 'confirm',
  },
  authorization_expiring: {
    state: 'attention',
    code: 'authorization_expiring',
    values: { days: 9 },
    step: 'reauthorize',
  },
  no_accounts: { state: 'action_required', code: 'no_accounts', values: { method }, step: 'fetch_accounts' },
  other_bank: {
    state: 'attention',
    code: 'other_bank',
    values: { method, bank: 'KBC', authorized },
    step: 'fetch_accounts',
  },
  accounts_missing: {
    state: 'attention',
    code: 'accounts_missing',
    values: { method, accounts: 1 },
    step: 'fetch_accounts',
  },
  accounts_lost: {
    state: 'action_required',
    code: 'accounts_lost',
    values: { method, accounts: 1 },
    step: 'fetch_accounts',
  },
  nothing_added: { state: 'attention', code: 'nothing_added', values: { method, authorized } },
};

/** Every state of health there is, by its code. */
export const everyHealth: Readonly<Record<string, Health>> = {
  ...others,
  ...Object.fromEntries(faults.map((code) => [code, healthOfFault(code)])),
};
