import type { MatchedBy, VersionReason } from '../../../domain/ledger/provenance.ts';
import type { AbsenceCode, KnownCode } from '../../../domain/ledger/whereIsPayment.ts';

type PaymentCode = KnownCode | AbsenceCode;

export const explanations = {
  found: 'The payment is in the books.',
  found_next: 'Open the transaction to see which statement it is on.',
  pending:
    'The bank has announced the payment but has not booked it yet. Pending transactions are not part of the books.',
  pending_next: 'Wait until the bank books it; it then enters the books by itself.',
  corrected: 'The payment was in the books. The bank has corrected it since: its amount or its date is different now.',
  corrected_next: 'Open the transaction; its versions show what it was and what it is now.',
  removed: 'The payment was in the books. The bank has withdrawn it since, and Ponto no longer has it.',
  removed_next: 'Open the transaction to see what it was; if your bank still shows it, check the period again.',
  other_sign: 'There is a payment of this amount in the opposite direction.',
  other_sign_next: 'Check whether that is the one: money that leaves the account has a minus sign.',
  account_not_linked: 'This account is not linked to a journal, so its transactions are not fetched.',
  account_not_linked_next: 'Link the account to a journal, starting on a day before the payment.',
  before_import_from: 'The books of this account start on {startsOn}. Earlier transactions are left out.',
  before_import_from_next:
    'Move the start of the link (importFrom) to an earlier day; the transactions then arrive on statements of their own.',
  authorization_gap: 'Nothing was fetched for this day. {reached} {blocked}',
  authorization_gap_next: 'Do as that says; the days in between are then filled in automatically.',
  not_read_yet: 'The account has not been read to the end yet.',
  not_read_yet_next: 'Wait for the first run to finish, or sync now.',
  being_read: 'The account is being read right now.',
  being_read_next: 'Ask again when the run has finished.',
  run_failed: 'The last run failed. {failure} {read}',
  run_failed_next: 'Wait for the next run, or sync now.',
  read_at: 'The account was last read on {at}.',
  line_refused:
    '{lines, plural, one {The bank sent one transaction that cannot be booked. The payment may be that one.} other {The bank sent # transactions that cannot be booked. The payment may be one of them.}}',
  line_refused_next: 'Contact support about this; all other transactions are in.',
  not_at_bank:
    'The books are complete, and proven against the bank’s balance, up to {completeUpTo}. The bank has booked no such payment.',
  not_at_bank_next: 'Check the amount, its sign and the date again, and whether it went through another account.',
  not_at_ponto: 'Ponto had no such payment when we last read the account, on {at}. {reached}',
  not_at_ponto_next:
    'Sync now: that asks the bank. If your bank shows the payment and Ponto still does not, check the period again and tell Ponto.',
  reached_at: 'Ponto last reached the bank on {at}.',
  version_new_at_ponto: 'Ponto listed this transaction, and it was not in the books yet.',
  version_pending_booked:
    'Ponto listed this transaction, and it was not in the books yet. A pending transaction of the same amount and party was shown before; pending transactions are not part of the books.',
  version_late_line:
    'The bank booked this transaction late, on a day whose statement was already final. That statement stays as it is; the transaction is on the one that was open.',
  version_corrected: 'The bank changed this transaction. The previous version is kept.',
  version_removed:
    'Ponto no longer has this transaction: we asked for it by its own address, and it is gone. Its last content is kept.',
  matched_content:
    'The account came back under a new id at Ponto. This transaction is the same as before in everything that the bank says, so it was kept and not booked twice.',
  matched_parties:
    'The account came back under a new id at Ponto. Date, amount, parties and text of this transaction are the same as before, so it was kept and not booked twice.',
  matched_day_and_amount:
    'The account came back under a new id at Ponto. It had as many transactions of this date and amount as before, so this one was kept and not booked twice.',
  twins:
    'Other transactions are identical in every detail. Ponto lists each of them under an id of its own, so they are separate payments.',
} as const satisfies Readonly<
  Record<PaymentCode | `${PaymentCode}_next` | `version_${VersionReason}` | `matched_${MatchedBy}`, string>
> &
  Readonly<Record<string, string>>;
