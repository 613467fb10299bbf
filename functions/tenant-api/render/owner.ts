import type { Account } from '../../../shared/domain/connections/connection.ts';
import type { AccountRef } from '../../../shared/ports/common.ts';
import type { StatementOwner } from './statement.ts';

/** The account that books are shown for, and where its ledger is. */
export const ownerOf = ({
  tenantId,
  id,
  currency,
  link,
}: Account): StatementOwner & { readonly ledger: AccountRef } => ({
  ledger: { tenantId, accountId: id },
  accountId: id,
  journalId: link?.journalId,
  currency,
});
