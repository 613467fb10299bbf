import { html } from 'hono/html';
import type { Html } from '../layout.ts';

/** What a person has typed for one account, as it was typed. */
export interface TypedAccount {
  /** An id, {@link newJournal}, or nothing where the service chooses. */
  readonly journal: string;
  /** The last statement that the person has booked. */
  readonly lastOn: string;
  readonly lastAmount: string;
}

/** What a person has typed to bring accounts into the books. */
export interface TypedLinks {
  readonly taken: readonly string[];
  readonly accounts: ReadonlyMap<string, TypedAccount>;
  readonly importFrom: string;
  readonly frequency: string;
  readonly statementPeriod: string;
}

export const newJournal = 'new';

export const nothingTyped: TypedAccount = { journal: '', lastOn: '', lastAmount: '' };

/** The names of the fields: those of an account end with its id. */
export const linkFields = {
  taken: 'take',
  journal: (accountId: string): string => `journal-${accountId}`,
  lastOn: (accountId: string): string => `lastOn-${accountId}`,
  lastAmount: (accountId: string): string => `lastAmount-${accountId}`,
  importFrom: 'importFrom',
  frequency: 'frequency',
  statementPeriod: 'statementPeriod',
  /** What the form is sent for. */
  step: 'step',
} as const;

/** Everything once more, unseen: what was typed goes along to the next step. */
export const typedAgain = (typed: TypedLinks): Html => {
  const accounts = typed.taken.flatMap((id) => {
    const { journal, lastOn, lastAmount } = typed.accounts.get(id) ?? nothingTyped;
    return [
      [linkFields.taken, id],
      [linkFields.journal(id), journal],
      [linkFields.lastOn(id), lastOn],
      [linkFields.lastAmount(id), lastAmount],
    ] as const;
  });
  const common = (['importFrom', 'frequency', 'statementPeriod'] as const).map((name) => [name, typed[name]] as const);
  return html`${[...accounts, ...common].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )}`;
};
