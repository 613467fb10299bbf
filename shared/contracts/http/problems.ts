import * as z from 'zod';
import { bounds } from './bounds.ts';
import { docsPaths } from '../docsPaths.ts';
import { action } from './common.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** Every problem that the API can answer with, and its status. Its words are in `presentation`. */
export const problemStatuses = {
  invalid_request: 400,
  malformed_json: 400,
  signature_refused: 401,
  tenant_missing: 403,
  user_missing: 403,
  not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  idempotency_in_progress: 409,
  statement_open: 409,
  statement_broken: 409,
  no_statements: 404,
  format_cannot_hold: 422,
  file_too_large: 413,
  cursor_unknown: 409,
  period_invalid: 422,
  period_too_long: 422,
  account_unknown: 422,
  too_many_accounts: 422,
  institution_unknown: 422,
  return_url_not_allowed: 422,
  journal_required: 422,
  journal_unknown: 422,
  journal_taken: 409,
  journal_code_taken: 409,
  changed_meanwhile: 412,
  journal_in_use: 409,
  journal_has_history: 409,
  journal_is_first: 409,
  currency_mismatch: 422,
  account_not_linked: 409,
  sync_under_way: 409,
  import_from_too_late: 422,
  known_balance_too_early: 422,
  known_balance_too_late: 422,
  succession_itself: 422,
  succession_exists: 409,
  predecessor_in_use: 409,
  successor_has_books: 409,
  no_succession: 409,
  succession_continued: 409,
  succession_settled: 409,
  too_many_requests: 429,
  too_many_syncs: 429,
  too_many_page_sessions: 429,
  too_many_connections: 409,
  too_many_linked_accounts: 409,
  too_many_endpoints: 409,
  endpoint_url_refused: 422,
  endpoint_disabled: 409,
  secrets_overlap: 409,
  connection_not_active: 409,
  connection_disconnected: 409,
  wrong_method: 409,
  nothing_to_confirm: 409,
  confirmation_not_yours: 403,
  confirmation_outdated: 409,
  other_organization: 409,
  no_accounts: 422,
  reauthorization_refused: 409,
  ending_refused: 409,
  bank_unavailable: 503,
  bank_maintenance: 503,
  bank_slow: 503,
  ponto_unavailable: 503,
  ponto_throttled: 503,
  ponto_answer_not_understood: 502,
  ponto_answer_too_large: 502,
  reconnect_required: 409,
  credentials_refused: 422,
  authorization_expired: 409,
  authorization_lost: 409,
  organization_blocked: 409,
  feed_paused: 503,
  line_refused: 409,
  interrupted: 503,
  internal_error: 500,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problemStatuses;

const isCode = (name: string): name is ProblemCode => name in problemStatuses;
export const problemCodes = Object.keys(problemStatuses).filter(isCode);

/** An error answer (RFC 9457), `application/problem+json`. */
export const problem = onFirstUse(() =>
  z.strictObject({
    /** Below the address of the service, a page that explains it. */
    type: z.string().regex(new RegExp(`^${docsPaths.problems}/[a-z_]+$`)),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(problemCodes),
    /** A sentence for people, in the language of the answer. */
    detail: z.string(),
    /** What did not fit, by the path of the member. Never the value. */
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .max(bounds.examples)
      .optional(),
    action: action().optional(),
    /** Of the request that met it: as in `X-Request-Id`. */
    requestId: z.string().optional(),
  }),
);

export type Problem = z.output<ReturnType<typeof problem>>;
