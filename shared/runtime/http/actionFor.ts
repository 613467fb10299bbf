/** What a person can do next, with the address where it is done. */
export interface Action {
  readonly label: string;
  readonly url: string;
}

const pontoDashboard: Action = { label: 'Open the Ponto dashboard', url: 'https://dashboard.myponto.com' };

const actions: Readonly<Record<string, Action>> = {
  organization_blocked: pontoDashboard,
  credentials_refused: pontoDashboard,
  migration_required: pontoDashboard,
  no_accounts: pontoDashboard,
  onboarding_incomplete: pontoDashboard,
  reauthorization_refused: pontoDashboard,
  ending_refused: pontoDashboard,
};

/**
 * The next step for a code, where it has an address that a person can open. Reconnecting and renewing begin with a call
 * of the API, which the accounting product makes; the sentence says so, and an address that leads nowhere would not help.
 */
export const actionFor = (code: string | undefined): Action | undefined =>
  code !== undefined && Object.hasOwn(actions, code) ? actions[code] : undefined;
