import type { CheckReportBody } from '../../contracts/http/syncs.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { FindingsPage } from '../../usecases/syncs/readCheckReport.ts';
import type { ListName } from '../../runtime/http/cursor.ts';
import { renderContent } from './lineContent.ts';
import { renderLines } from './page.ts';
import { renderRecord, type LineOwner } from './transaction.ts';

/** A check's report with one page of its lines; none before the check is done. */
export const renderCheckReport = (
  list: ListName,
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
    ...renderLines(
      list,
      findings.map(({ kind, change, before }) => ({
        body: { kind, transaction: renderRecord(owner, change), before: before && renderContent(before.content) },
        nextPlace: String(change.sequence),
      })),
      nextAfter !== undefined,
    ),
  };
