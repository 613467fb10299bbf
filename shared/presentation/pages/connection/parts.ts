import type { ConnectionBody } from '../../../contracts/http/connections.ts';
import type { Instant } from '../../../domain/calendar/calendarDate.ts';
import { oneLine } from '../../html.ts';
import type { FormError } from '../components/errorSummary.ts';
import type { Frame } from '../layout.ts';
import { connectionMessages } from './connectionMessages.ts';

/** The parts of the page that have a form of their own. */
export type ConnectionForm = 'contacts' | 'credentials' | 'accounts' | 'confirm';

/** What came of a form; the only words that an address may carry. */
export const outcomes = ['contacts', 'credentials', 'accounts_added', 'accounts_same', 'disconnected'] as const;
export type Outcome = (typeof outcomes)[number];

/** A form that came back: what was typed, and what is wrong with it. */
export interface Returned {
  readonly form: ConnectionForm;
  readonly errors: readonly FormError[];
  /** By the names of the fields; secrets are not in it. */
  readonly typed: ReadonlyMap<string, string>;
}

export interface ConnectionParts {
  readonly frame: Frame;
  readonly now: Instant;
  readonly formToken: string;
  readonly newOnce: () => string;
  readonly connection: ConnectionBody;
  /** What the bank is called, as far as that is known. */
  readonly bank?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly returned?: Returned | undefined;
}

/** What the connection is called. */
export const nameOf = ({ frame, bank, connection }: Pick<ConnectionParts, 'frame' | 'bank' | 'connection'>): string =>
  oneLine(bank ?? connection.name ?? '') || connectionMessages.text(frame.language, 'some_bank');

/** The error of a field, where its form came back with one. */
export const errorAt = ({ returned }: ConnectionParts, name: string): string | undefined =>
  returned?.errors.find((error) => error.name === name)?.message;

/** What was typed last, else what is known. */
export const valueAt = ({ returned }: ConnectionParts, form: ConnectionForm, name: string, known = ''): string =>
  returned?.form === form ? (returned.typed.get(name) ?? '') : known;
