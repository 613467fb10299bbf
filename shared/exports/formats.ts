import type { FormatId, StatementFormat } from './format.ts';
import { csv } from './formats/csv.ts';

/** Every kind of bookkeeping file, in the order in which lists show them. */
export const formats: readonly StatementFormat[] = [csv];

export const formatOf = (id: FormatId): StatementFormat | undefined => formats.find((format) => format.id === id);
