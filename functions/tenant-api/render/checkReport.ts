import { encodeCursor } from '../../../shared/contracts/http/common.ts';
import type { CheckReportBody } from '../../../shared/contracts/http/syncs.ts';
import type { Sync } from '../../../shared/domain/syncs/sync.ts';
import type { FindingsPage } from '../../../shared/usecases/syncs/readCheckReport.ts';
import { renderContent } from './lineContent.ts';
import { renderRecord, type LineOwner } from './transaction.ts';

/** A check's report with one page of its lines; none before the check is done. */
export const renderCheckReport = (
  owner: LineOwner,
  { check, checked }: Sync,
  { findings, nextAfter }: FindingsPage,
): CheckReportBody | undefined =>
  check &&
  checked && {
    from: check.from,
    to: check.to,
    inOneGo: checked.singlePass,
    counts: checked.counts,
    items: findings.map(({ kind, change, before }) => ({
      kind,
      transaction: renderRecord(owner, change),
      before: before && renderContent(before.content),
    })),
    nextCursor: nextAfter === undefined ? undefined : encodeCursor(String(nextAfter)),
  };
