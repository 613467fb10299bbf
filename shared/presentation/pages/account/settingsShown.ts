import type { AccountBody } from '../../../contracts/http/accounts.ts';
import type { JournalBody } from '../../../contracts/http/journals.ts';
import type { FormError } from '../components/errorSummary.ts';
import type { AccountShown } from './accountFrame.ts';
import type { DoneCode } from './accountPage.ts';

/** What was typed into one of the forms of the page, by the names of its fields. */
export type Typed = Readonly<Record<string, string>>;

export interface SettingsPage extends AccountShown {
  readonly journals: readonly JournalBody[];
  /** Accounts that may continue this one. */
  readonly candidates: readonly AccountBody[];
  readonly typed?: Typed;
  readonly errors?: readonly FormError[];
  readonly done?: DoneCode | undefined;
}

export const errorAt = ({ errors = [] }: Pick<SettingsPage, 'errors'>, name: string): string | undefined =>
  errors.find((error) => error.name === name)?.message;
