import type { HealthCode } from '../../domain/connections/health.ts';
import type { ChipKind } from './components/chip.ts';
import type { frameMessages } from './frameMessages.ts';
import type { StepName } from './nextSteps.ts';

type ChipWord = Extract<keyof typeof frameMessages.texts.en, `chip_${string}`>;

interface State {
  readonly word: ChipWord;
  readonly kind: ChipKind;
  /** A person has to act: the step is a button. Otherwise there is only somewhere to look. */
  readonly asks: boolean;
  readonly next: StepName;
}

const needsYou = (next: StepName): State => ({ word: 'chip_needs_you', kind: 'needed', asks: true, next });
const toCheck = (next: StepName): State => ({ word: 'chip_check', kind: 'needed', asks: true, next });
const differs = (next: StepName): State => ({ word: 'chip_differs', kind: 'differs', asks: true, next });
const passing = (word: ChipWord): State => ({ word, kind: 'waiting', asks: false, next: 'see_account' });
const quiet = (word: ChipWord, next: StepName): State => ({ word, kind: 'quiet', asks: false, next });

/** Each state of health: its chip, and the one thing to do or to look at. A new code does not compile without them. */
export const stateTable: Readonly<Record<HealthCode, State>> = {
  all_well: { word: 'chip_connected', kind: 'well', asks: false, next: 'see_account' },
  not_linked: quiet('chip_not_linked', 'link'),
  none_linked: { ...quiet('chip_not_linked', 'link'), asks: true },
  ended: quiet('chip_closed', 'see_account'),
  ended_differing: quiet('chip_closed', 'see_account'),
  first_import: { word: 'chip_importing', kind: 'waiting', asks: false, next: 'see_progress' },

  bank_unavailable: passing('chip_bank_has_problems'),
  bank_maintenance: passing('chip_bank_has_problems'),
  bank_slow: passing('chip_bank_has_problems'),
  bank_trouble: passing('chip_bank_has_problems'),
  ponto_unavailable: passing('chip_delayed'),
  ponto_throttled: passing('chip_delayed'),
  ponto_answer_not_understood: passing('chip_delayed'),
  ponto_answer_too_large: passing('chip_delayed'),
  interrupted: passing('chip_delayed'),
  internal_error: passing('chip_delayed'),
  feed_paused: passing('chip_paused'),

  authorization_expiring: { word: 'chip_ends_soon', kind: 'soon', asks: true, next: 'renew' },
  authorization_expired: { word: 'chip_ended', kind: 'ended', asks: true, next: 'renew' },
  disconnected: { word: 'chip_ended', kind: 'ended', asks: true, next: 'connect_again' },

  reconnect_required: needsYou('reconnect'),
  credentials_refused: needsYou('enter_credentials'),
  authorization_lost: needsYou('choose_accounts'),
  accounts_lost: needsYou('choose_accounts'),
  account_not_linked: needsYou('link'),
  organization_blocked: needsYou('open_ponto'),
  onboarding_incomplete: needsYou('open_ponto'),
  migration_required: needsYou('migrate'),
  awaiting_consent: needsYou('finish_connecting'),
  connecting_interrupted: needsYou('enter_credentials'),
  awaiting_confirmation: needsYou('confirm'),
  succession_undecided: needsYou('succeed'),
  no_accounts: needsYou('choose_accounts'),
  nobody_reached: needsYou('change_contacts'),

  books_differ: differs('check_period'),
  known_balance_differs: differs('correct_known_balance'),

  line_refused: toCheck('check_again'),
  lines_uncertain: toCheck('check_again'),
  keep_selected: toCheck('choose_accounts'),
  other_bank: toCheck('choose_accounts'),
  accounts_missing: toCheck('choose_accounts'),
  nothing_added: toCheck('choose_accounts'),
};

export type { State };
