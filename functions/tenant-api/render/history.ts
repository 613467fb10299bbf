import type { HistoryBody } from '../../../shared/contracts/http/connections.ts';
import { historyIdOf, type HistoryEntry } from '../../../shared/domain/connections/history.ts';

export const renderHistoryEntry = (entry: HistoryEntry): HistoryBody => ({ id: historyIdOf(entry), ...entry });
