import type { JournalBody } from '../../../shared/contracts/http/journals.ts';
import type { Journal } from '../../../shared/domain/connections/connection.ts';

export const renderJournal = ({ id, code, name, currency, accountId }: Journal): JournalBody => ({
  id,
  code,
  name,
  currency,
  accountId,
});
