import type { TransactionWithVersionsBody } from '../../../shared/contracts/http/books.ts';
import { outsidePendingId, outsideSyncId, outsideTransactionId } from '../../../shared/domain/ids/outsideIds.ts';
import {
  changedMembers,
  matchSentences,
  twinSentence,
  versionSentences,
} from '../../../shared/domain/ledger/provenance.ts';
import type { LineVersion, Recognition, RunBehind } from '../../../shared/usecases/ledger/explainLine.ts';
import type { LineWithVersions } from '../../../shared/usecases/ledger/getTransaction.ts';
import { renderContent } from './lineContent.ts';
import { renderBooked, type LineOwner } from './transaction.ts';

type VersionBody = TransactionWithVersionsBody['versions'][number];
type RecognitionBody = TransactionWithVersionsBody['recognised'][number];

/** One line, how it came into the books, and why it is one line. */
export const renderExplained = (
  owner: LineOwner,
  { line, versions, recognised, twins }: LineWithVersions,
): TransactionWithVersionsBody => ({
  ...renderBooked(owner, line),
  removed: line.removed,
  versions: versions.flatMap((version) => renderVersion(owner, version) ?? []),
  recognised: recognised.map((recognition) => renderRecognition(owner, recognition)),
  twins:
    twins.length === 0
      ? undefined
      : { ids: twins.map((twin) => outsideTransactionId(owner.accountId, twin)), message: twinSentence },
});

const renderVersion = (owner: LineOwner, version: LineVersion): VersionBody | undefined => {
  const { change, run, reason, pendingPontoId, before } = version;
  if (change.kind === 'relinked') return undefined;
  return {
    version: change.version,
    kind: change.kind,
    sequence: change.sequence,
    at: change.at,
    run: renderRun(owner, run),
    reason: { code: reason, message: versionSentences[reason] },
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

const renderRecognition = (owner: LineOwner, { change, before, run, matchedBy }: Recognition): RecognitionBody => ({
  at: change.at,
  run: renderRun(owner, run),
  pontoId: change.pontoId,
  formerPontoId: before.pontoId,
  matchedBy,
  message: matchSentences[matchedBy],
});

const renderRun = ({ accountId }: LineOwner, { syncId, sync }: RunBehind): VersionBody['run'] => ({
  syncId: outsideSyncId(accountId, syncId),
  trigger: sync?.trigger,
  startedAt: sync?.createdAt,
});
