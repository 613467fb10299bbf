import * as z from 'zod';
import { action } from './common.ts';

/** Every problem that the API can answer with: its status and its sentence for people. One place, nothing else. */
export const problemCatalogue = {
  invalid_request: { status: 400, detail: 'The request does not fit the description of this call.' },
  malformed_json: { status: 400, detail: 'The body is not valid JSON.' },
  unauthenticated: { status: 401, detail: 'A valid bearer token is needed.' },
  signature_refused: { status: 401, detail: 'The signature of this event is missing or not valid.' },
  tenant_missing: { status: 403, detail: 'The token names no tenant.' },
  user_missing: { status: 403, detail: 'The token names no user.' },
  not_found: { status: 404, detail: 'There is nothing under this id.' },
  route_not_found: { status: 404, detail: 'There is no such call.' },
  method_not_allowed: { status: 405, detail: 'This address does not take this method.' },
  body_too_large: { status: 413, detail: 'The body is larger than 256 kB.' },
  unsupported_media_type: { status: 415, detail: 'Send the body as application/json.' },
  idempotency_key_reused: { status: 422, detail: 'This Idempotency-Key was used for another request.' },
  idempotency_in_progress: { status: 409, detail: 'The first request with this Idempotency-Key is still at work.' },
  period_invalid: {
    status: 422,
    detail:
      'Name the period by its first and its last day, `from` and `to`. It must not end before it begins, or lie in the future.',
  },
  institution_unknown: { status: 422, detail: 'Ponto reaches no institution with this id.' },
  return_url_not_allowed: { status: 422, detail: 'This return address is not on the allow-list.' },
  journal_required: { status: 422, detail: 'Say which journal the account feeds.' },
  journal_unknown: { status: 422, detail: 'There is no journal with this id.' },
  journal_taken: { status: 409, detail: 'Another account feeds this journal already.' },
  journal_code_taken: { status: 409, detail: 'Another journal has this code already.' },
  account_not_linked: { status: 409, detail: 'Link the account to a journal first.' },
  connection_not_active: { status: 409, detail: 'The connection is not active. Connect the bank again.' },
  connection_disconnected: { status: 409, detail: 'This connection was disconnected. Make a new one.' },
  wrong_method: { status: 409, detail: 'This call does not apply to the method of this connection.' },
  other_organization: {
    status: 409,
    detail:
      'These credentials are of another organisation than the one connected before. Make a new connection for it.',
  },
  no_accounts: {
    status: 422,
    detail:
      'Ponto accepts these credentials but shares no account with them. Choose the accounts in the Ponto dashboard, then ' +
      'try again.',
  },
  reauthorization_refused: {
    status: 409,
    detail: 'Ponto does not renew this account from here. Renew it in the Ponto dashboard.',
  },
  ending_refused: {
    status: 409,
    detail: 'Ponto does not take this account out from here. Take it out in the Ponto dashboard.',
  },
  bank_unavailable: { status: 503, detail: 'The bank could not be reached. Try again later.' },
  bank_maintenance: { status: 503, detail: 'Ponto is working on the connection to this bank. Try again later.' },
  ponto_unavailable: { status: 503, detail: 'Ponto could not be reached. Try again in a few minutes.' },
  ponto_throttled: { status: 503, detail: 'Ponto asked us to slow down. Try again in a few minutes.' },
  ponto_answer_not_understood: { status: 502, detail: 'Ponto answered with something that could not be read.' },
  reconnect_required: { status: 409, detail: 'Ponto no longer accepts our access. Reconnect the bank.' },
  credentials_refused: { status: 422, detail: 'Ponto refused the Client ID or Secret ID.' },
  authorization_expired: { status: 409, detail: 'The authorisation of this account has ended. Renew it at the bank.' },
  authorization_lost: { status: 409, detail: 'This account is no longer shared with us.' },
  organization_blocked: { status: 409, detail: 'Ponto has blocked this organisation. Contact Ponto to lift it.' },
  feed_paused: { status: 503, detail: 'The operator of this service has paused this feed. Try again later.' },
  line_refused: { status: 409, detail: 'The bank sent a line that cannot be booked.' },
  interrupted: { status: 503, detail: 'The work was interrupted. Try again.' },
  internal_error: { status: 500, detail: 'Something went wrong on our side. Try again later.' },
} as const satisfies Record<string, { status: number; detail: string }>;

export type ProblemCode = keyof typeof problemCatalogue;

const isCode = (name: string): name is ProblemCode => name in problemCatalogue;
export const problemCodes = Object.keys(problemCatalogue).filter(isCode);

/** An error answer (RFC 9457), `application/problem+json`. */
export const problem = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(problemCodes),
  /** A sentence for people. */
  detail: z.string(),
  /** What did not fit, by the path of the member. Never the value. */
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  action: action.optional(),
});

export type Problem = z.output<typeof problem>;
