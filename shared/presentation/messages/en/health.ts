import type { HealthCode } from '../../../domain/connections/health.ts';
import type { NoticeCode } from '../../../domain/institutions/institution.ts';

export const health = {
  all_well: 'All is well.',
  not_linked: 'Not linked to a journal.',
  bank_unavailable: 'The bank could not be reached. The feed catches up by itself; nothing is lost.',
  bank_maintenance: 'Ponto is working on its connection to this bank. The feed then catches up by itself.',
  bank_trouble:
    'The bank is having problems: many of its accounts could not be read at the same time, not only yours. There is nothing you need to do; the feed catches up by itself, and nothing is lost.',
  ponto_unavailable: 'Ponto could not be reached. The feed catches up by itself; nothing is lost.',
  ponto_throttled: 'Ponto has asked us to slow down. The feed continues by itself in a few minutes.',
  ponto_answer_not_understood: 'Ponto sent an answer that we could not read. We try again automatically.',
  reconnect_required: 'Ponto no longer accepts our access. Reconnect the bank; accounts, links and history are kept.',
  credentials_refused: 'Ponto refused the Client ID or Secret ID. Copy both again from the Ponto dashboard.',
  authorization_expired:
    'The authorisation of this account has ended. Renew it at the bank; the days in between are then filled in.',
  authorization_expiring:
    'The authorisation of this account ends {days, plural, =0 {today} =1 {tomorrow} other {in # days}}. Renew it at the bank.',
  authorization_lost:
    'This account is no longer shared with us. Fetch the accounts again and keep it selected in the consent.',
  account_not_linked: 'This account is not linked to a journal. Link it to fill its books.',
  organization_blocked:
    'Ponto has blocked your organisation, usually because of an unpaid invoice. Contact Ponto to have it unblocked.',
  feed_paused: 'The operator of this service has paused the feed. Nothing is lost: it continues from where it stopped.',
  line_refused:
    'The bank sent a transaction that cannot be booked. All the others are in; contact support about this one.',
  lines_uncertain:
    'This account came back under a new id, and {lines, plural, one {one transaction} other {# transactions}} could not be told apart from earlier ones of the same day and amount. {lines, plural, one {It was booked as new and} other {They were booked as new and}} may be in the books twice: compare with your bank. This notice goes away once a balance from the bank agrees.',
  interrupted: 'The run was interrupted. The next one continues where it stopped.',
  internal_error: 'Something went wrong on our side. We try again, and an engineer is alerted if it persists.',
  migration_required:
    'Ponto has deprecated its old API tokens. In the Ponto dashboard, create an integration, choose its accounts and enter its Client ID and Secret ID here; or reconnect and give your consent at Ponto. Accounts, links and history are kept.',
  awaiting_consent: 'The consent at the bank was not completed. Connect the bank again.',
  connecting_interrupted: 'Connecting was interrupted. Enter the Client ID and Secret ID again.',
  disconnected: 'This bank has been disconnected. The books are kept; connect it again to continue.',
  onboarding_incomplete:
    'Your organisation’s registration at Ponto is not complete. Complete it in the Ponto dashboard within 72 hours of starting it; otherwise Ponto deletes the organisation and this connection with it.',
  no_accounts: 'Ponto shares no account with us on this connection. {choose}',
  other_bank:
    'No account at {bank} was authorised. Authorised instead: {authorized}. Use those, or authorise the ones at {bank} as well. {choose}',
  accounts_missing:
    '{accounts, plural, one {One of the accounts that this connection had before is} other {# of the accounts that this connection had before are}} not shared with us. {choose} Keep the existing accounts of all banks selected.',
  accounts_lost:
    '{accounts, plural, one {One account is} other {# accounts are}} no longer shared with us; the books are kept. {choose} Keep the existing accounts of all banks selected.',
  nothing_added:
    'No account was added. Authorised so far: {authorized}. If one is missing: {choose} Keep the existing accounts of all banks selected.',
  choose_in_dashboard: 'In the Ponto dashboard, open the integration and choose the accounts; then fetch the accounts.',
  choose_in_consent: 'Fetch the accounts, and select them in the consent.',
  accounts_at: '{bank} ({accounts, plural, one {# account} other {# accounts}})',
  another_bank: 'another bank',
  chosen_bank: 'the bank you chose',
  institution_deprecated:
    'Ponto is replacing this connection. If the same bank is listed with a newer one, choose that.',
  institution_beta: 'This bank is in beta at Ponto. If something goes wrong with it, report it to Ponto.',
  institution_experimental:
    'This bank is experimental at Ponto and may fail from time to time. If something goes wrong, report it to Ponto.',
} as const satisfies Readonly<Record<HealthCode | NoticeCode, string>> & Readonly<Record<string, string>>;
