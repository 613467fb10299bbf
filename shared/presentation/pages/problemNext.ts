import type { Problem, ProblemCode } from '../../contracts/http/problems.ts';
import { dashboardUrl } from '../problems.ts';
import type { Language } from '../../domain/mail/language.ts';
import { addresses } from './addresses.ts';
import type { Step } from './components/actions.ts';
import { problemBox } from './components/problemBox.ts';
import { frameMessages } from './frameMessages.ts';
import { keptForm, type KeptForm } from './keptForm.ts';
import { layout, type Frame, type Html, type PageParts } from './layout.ts';
import { stepOf, type StepName } from './nextSteps.ts';
import { stateMessages } from './stateMessages.ts';

/** Where a problem was met. */
export interface ProblemPlace {
  readonly language: Language;
  /** The page to try again, or to correct what was typed: an address of our own. */
  readonly address: string;
  readonly connectionId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly bank?: string | undefined;
  /** The form that met it. */
  readonly kept?: KeptForm | undefined;
}

/** `again`: the same page once more. `correct`: the form. Others are steps of a state, or pages. */
type Way = 'again' | 'correct' | 'overview' | 'connect' | 'dashboard' | StepName;

/** The one way on from each problem. A new code does not compile without one. */
const ways: Readonly<Record<ProblemCode, Way>> = {
  invalid_request: 'correct',
  malformed_json: 'correct',
  signature_refused: 'overview',
  tenant_missing: 'overview',
  user_missing: 'overview',
  not_found: 'overview',
  route_not_found: 'overview',
  method_not_allowed: 'overview',
  body_too_large: 'correct',
  unsupported_media_type: 'correct',
  idempotency_key_reused: 'correct',
  idempotency_in_progress: 'again',
  statement_open: 'correct',
  statement_broken: 'see_account',
  no_statements: 'correct',
  format_cannot_hold: 'correct',
  file_too_large: 'correct',
  cursor_unknown: 'again',
  period_invalid: 'correct',
  period_too_long: 'correct',
  account_unknown: 'correct',
  too_many_accounts: 'correct',
  institution_unknown: 'connect',
  return_url_not_allowed: 'overview',
  journal_required: 'correct',
  journal_unknown: 'correct',
  journal_taken: 'correct',
  journal_code_taken: 'correct',
  changed_meanwhile: 'again',
  journal_in_use: 'link',
  journal_has_history: 'overview',
  journal_is_first: 'overview',
  currency_mismatch: 'correct',
  account_not_linked: 'link',
  sync_under_way: 'see_account',
  import_from_too_late: 'correct',
  known_balance_too_early: 'correct',
  known_balance_too_late: 'correct',
  succession_itself: 'correct',
  succession_exists: 'see_account',
  predecessor_in_use: 'see_account',
  successor_has_books: 'see_account',
  no_succession: 'see_account',
  succession_continued: 'see_account',
  succession_settled: 'see_account',
  too_many_requests: 'again',
  too_many_syncs: 'overview',
  too_many_page_sessions: 'again',
  too_many_connections: 'overview',
  too_many_linked_accounts: 'overview',
  too_many_endpoints: 'overview',
  endpoint_url_refused: 'overview',
  endpoint_disabled: 'overview',
  secrets_overlap: 'overview',
  connection_not_active: 'finish_connecting',
  connection_disconnected: 'connect',
  wrong_method: 'see_connection',
  nothing_to_confirm: 'see_connection',
  confirmation_not_yours: 'overview',
  confirmation_outdated: 'confirm',
  other_organization: 'connect',
  no_accounts: 'dashboard',
  reauthorization_refused: 'dashboard',
  ending_refused: 'dashboard',
  bank_unavailable: 'again',
  bank_maintenance: 'again',
  bank_slow: 'again',
  ponto_unavailable: 'again',
  ponto_throttled: 'again',
  ponto_answer_not_understood: 'again',
  ponto_answer_too_large: 'again',
  reconnect_required: 'reconnect',
  credentials_refused: 'enter_credentials',
  authorization_expired: 'renew',
  authorization_lost: 'choose_accounts',
  organization_blocked: 'dashboard',
  feed_paused: 'overview',
  line_refused: 'check_again',
  interrupted: 'again',
  internal_error: 'again',
};

/** The one step that leads on from a problem. What is about an account or a connection leads to the overview where neither is known. */
export const problemNext = (code: ProblemCode, place: ProblemPlace): Step => {
  const { language, address, connectionId, accountId, bank } = place;
  const { text } = stateMessages;
  const way = ways[code];
  switch (way) {
    case 'again':
      return { label: text(language, 'try_again'), href: address };
    case 'correct':
      return { label: text(language, 'correct'), href: address };
    case 'overview':
      return { label: text(language, 'to_overview'), href: addresses.overview };
    case 'connect':
      return { label: text(language, 'to_connect'), href: addresses.connect };
    case 'dashboard':
      return { label: text(language, 'open_ponto'), href: dashboardUrl };
    default:
      if (connectionId === undefined) {
        return way === 'see_account' && accountId !== undefined
          ? { label: text(language, 'see_account'), href: addresses.account(accountId) }
          : { label: text(language, 'to_overview'), href: addresses.overview };
      }
      return stepOf(way, { language, connectionId, accountId, bank });
  }
};

/** A problem of the API as a part of a page. */
export const problemPart = (problem: Problem, place: ProblemPlace): Html => {
  const { language, kept } = place;
  const next = problemNext(problem.code, place);
  // The same once more: what was typed goes along. A place in a list that is over does not come back.
  const isSentAgain = kept && ways[problem.code] === 'again' && problem.code !== 'cursor_unknown';
  return problemBox({ language, problem, next: isSentAgain ? { form: keptForm(language, kept, next.label) } : next });
};

/** A page that cannot be shown for a problem. */
export const problemPage = (
  frame: Frame,
  problem: Problem,
  place: Omit<ProblemPlace, 'language'>,
  current?: PageParts['current'],
): Html =>
  layout({
    frame,
    title: frameMessages.text(frame.language, 'problem_title'),
    failed: true,
    ...(current && { current }),
    body: problemPart(problem, { ...place, language: frame.language }),
  });
