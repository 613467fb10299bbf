/** Why a consent could not be used, as codes: each has its words and its next step on the page that ends it. */
export const consentFailures = [
  'consent_failed',
  'no_accounts',
  'other_organization',
  'connection_disconnected',
  'ponto_unavailable',
  'ponto_throttled',
  'ponto_answer_not_understood',
  'ponto_answer_too_large',
  'organization_blocked',
  'internal_error',
] as const;

export type ConsentFailure = (typeof consentFailures)[number];
