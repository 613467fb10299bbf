import type { TransactionWithVersionsBody } from '../../contracts/http/ledger.ts';
import { outsidePendingId, outsideSyncId, outsideTransactionId } from '../../domain/ids/outsideIds.ts';
import { changedMembers } from '../../domain/ledger/provenance.ts';
import type { Language } from '../../domain/mail/language.ts';
import { explainReason, explanationMessages } from '../../presentation/explanations.ts';
import { cursorAt, type ListName } from '../../runtime/http/cursor.ts';
import type { LineVersion, Recognition, RunBehind } from '../../usecases/ledger/explainLine.ts';
import type { PaymentReason } from '../../usecases/ledger/explainPayment.ts';
import type { LineWithVersions } from '../../usecases/ledger/getTransaction.ts';
import { renderContent } from './lineContent.ts';
import { renderBooked, type LineOwner } from './transaction.ts';

const { text } = explanationMessages;

type VersionBody = TransactionWithVersionsBody['versions'][number];
type RecognitionBody = TransactionWithVersionsBody['recognised'][number];

/** One line, how it came into the books, and why it is one line. */
export const renderExplained = (
  language: Language,
  list: ListName,
  owner: LineOwner,
  { line, versions, recognised, twins, earlier }: LineWithVersions,
): TransactionWithVersionsBody => ({
  ...renderBooked(owner, line),
  removed: line.removed,
  nextCursor: earlier === undefined ? undefined : cursorAt(list, String(earlier)),
  versions: versions.flatMap((version) => renderVersion(language, owner, version) ?? []),
  recognised: recognised.map((recognition) => renderRecognition(language, owner, recognition)),
  twins:
    twins.length === 0
      ? undefined
      : { ids: twins.map((twin) => outsideTransactionId(owner.accountId, twin)), message: text(language, 'twins') },
});

const renderVersion = (language: Language, owner: LineOwner, version: LineVersion): VersionBody | undefined => {
  const { change, run, reason, pendingPontoId, before } = version;
  if (change.kind === 'relinked') return undefined;
  return {
    version: change.version,
    kind: change.kind,
    sequence: change.sequence,
    at: change.at,
    run: renderRun(owner, run),
    reason: { code: reason, message: text(language, `version_${reason}`) },
    pendingId: pendingPontoId === undefined ? undefined : outsidePendingId(owner.accountId, pendingPontoId),
    changed: change.kind === 'corrected' && before ? membersOf(before.content, change.content) : undefined,
    ...renderContent(change.content),
  };
};

const membersOf = (...contents: Parameters<typeof changedMembers>): string[] =>
  changedMembers(...contents).map((member) => placeOf[member] ?? member);

/** Where the body has a member under another name. */
const placeOf: Partial<Record<string, string>> = {
  counterpartyName: 'counterparty.name',
  counterpartyReference: 'counterparty.reference',
  remittanceText: 'remittance.text',
  remittanceType: 'remittance.type',
};

const renderRecognition = (
  language: Language,
  owner: LineOwner,
  { change, before, run, matchedBy }: Recognition,
): RecognitionBody => ({
  at: change.at,
  run: renderRun(owner, run),
  pontoId: change.pontoId,
  formerPontoId: before.pontoId,
  matchedBy,
  message: text(language, `matched_${matchedBy}`),
});

const renderRun = ({ accountId }: LineOwner, { syncId, sync }: RunBehind): VersionBody['run'] => ({
  syncId: outsideSyncId(accountId, syncId),
  trigger: sync?.trigger,
  startedAt: sync?.startedAt ?? sync?.createdAt,
});

/** Where a payment is, or why it may be missing. */
export const renderReason = (language: Language, reason: PaymentReason) => ({
  code: reason.code,
  ...explainReason(language, reason),
  transactionIds: reason.transactionIds,
});
