import type { IncidentKind } from '../../../domain/alerts/incident.ts';

export const mails = {
  some_bank: 'your bank',
  /** At the beginning of a subject. */
  some_bank_first: 'Your bank',
  greeting: 'Hello,',
  greeting_named: 'Hello {name},',
  /** In a subject, and before the day in `when_on`. */
  ends: '{days, plural, =0 {ends today} =1 {ends tomorrow} other {ends in # days}}',
  ended: 'has ended',
  when_on: '{when} ({day})',
  reminder_subject: '{bank}: the authorisation of your bank feed {when}',
  reminder_introduction:
    'The authorisation that lets your accounting software read {accounts, plural, one {this account} other {these accounts}} at {bank} is limited in time and must be renewed:',
  reminder_consequence:
    'Once it has ended, no new transactions come in. Nothing is lost: as soon as the authorisation is renewed, the days in between are filled in.',
  renew: 'Renew now',
  about_button:
    'The button takes you to Ponto, where your bank asks you to sign in and confirm. It is meant for you alone and works for 30 days, or until the next message.',
  renew_elsewhere:
    'You can also open the bank connection in your accounting software and renew the authorisation there. Accounts, journals and history stay as they are.',
  stopped_otherwise:
    'At the moment nothing comes in from this bank for another reason as well. Your accounting software shows which, and what to do.',
  contact_footer:
    'This message comes from Ponto Bank Sync, the service that brings bank transactions into your accounting software. You receive it because this address is a contact of the bank connection. We never ask for passwords or codes by e-mail.',
  digest_subject:
    '{accounts, plural, one {A client’s bank authorisation needs renewing} other {# of your clients’ bank authorisations need renewing}}',
  digest_introduction:
    'The authorisations that let the accounting software read these accounts of {clients, plural, one {one client} other {# clients}} are limited in time and must be renewed:',
  some_client: 'A client',
  not_listed: '{accounts, plural, one {# more is} other {# more are}} not listed here.',
  digest_next:
    'Only the client can renew, because the bank asks them to confirm. Their contact has received a message with a button for it. Once an authorisation has ended, no new transactions come in; nothing is lost, and the days in between are filled in.',
  digest_footer:
    'This message comes from Ponto Bank Sync, the service that brings bank transactions into accounting software. You receive it because your clients have named this address as their accountant’s. There is one message for all of them. We never ask for passwords or codes by e-mail.',
  incident_subject: '{bank}: {subject}',
  restore_access: 'Restore access',
  nothing_lost: 'Nothing is lost: the days in between are filled in as soon as it works again.',
  reconnect_required_subject: 'the bank feed has lost its access',
  reconnect_required_happened:
    'Ponto no longer accepts our access. Until somebody restores it, nothing comes in for these accounts:',
  reconnect_required_next:
    'Reconnect the bank in your accounting software. Accounts, journals and history stay as they are.',
  credentials_refused_subject: 'Ponto refuses the Client ID or Secret ID',
  credentials_refused_happened:
    'Ponto refuses the Client ID or Secret ID of this connection. Nothing comes in for these accounts:',
  credentials_refused_next: 'Copy both again from the Ponto dashboard and enter them in your accounting software.',
  organization_blocked_subject: 'Ponto has blocked your organisation',
  organization_blocked_happened:
    'Ponto has blocked your organisation, usually because of an unpaid invoice. Nothing comes in for these accounts:',
  organization_blocked_next: 'Contact Ponto to have it unblocked. The feed then continues by itself.',
  onboarding_incomplete_subject: 'your registration at Ponto is not complete',
  onboarding_incomplete_happened:
    'Your organisation has started its registration at Ponto but has not completed it. 72 hours after the start, Ponto deletes the organisation, and this bank connection with it.',
  onboarding_incomplete_next:
    'Complete the registration in the Ponto dashboard. If you have already done so, there is nothing you need to do. What has come in stays in your books.',
  accounts_lost_subject: 'an account is no longer shared with your accounting software',
  accounts_lost_happened:
    'These accounts are no longer shared with us. Their books are kept, and nothing new comes in:',
  accounts_lost_next:
    'Fetch the accounts again in your accounting software. In the consent, keep the existing accounts of all banks selected: whatever is left out there is removed. If you meant to stop sharing an account, unlink it in your accounting software.',
  statement_broken_subject: 'a statement differs from the bank’s balance',
  statement_broken_happened:
    'For two days or more, the books of these accounts have differed from the balance that the bank reports:',
  statement_broken_next:
    'Before you close the period, compare the statement in your accounting software with the one from your bank. It shows from which day they differ, and by how much.',
  feed_stale_subject: 'nothing has come in for some time',
  feed_stale_happened: 'For three times as long as agreed, nothing could be fetched for these accounts:',
  feed_stale_next:
    'The bank or Ponto has not answered. We keep trying, and there is nothing you need to do. If it lasts, look in the Ponto dashboard whether your bank reports a problem, or ask Ponto.',
} as const satisfies Readonly<Record<`${IncidentKind}_${'subject' | 'happened' | 'next'}`, string>> &
  Readonly<Record<string, string>>;
