import type { AccountBody } from '../../../../shared/contracts/http/accounts.ts';
import type { ConnectionBody } from '../../../../shared/contracts/http/connections.ts';
import { firstDayOfMonth } from '../../../../shared/domain/calendar/calendarDate.ts';
import { mayOpen } from '../../../../shared/domain/pages/pageSession.ts';
import { mapInParallel } from '../../../../shared/language/inParallel.ts';
import { lastFour } from '../../../../shared/presentation/pages/accountName.ts';
import { addresses } from '../../../../shared/presentation/pages/addresses.ts';
import type { FormError } from '../../../../shared/presentation/pages/components/errorSummary.ts';
import { today } from '../../../../shared/presentation/pages/components/when.ts';
import { chooseAccountsPage } from '../../../../shared/presentation/pages/connect/chooseAccounts.ts';
import { backPath } from '../../../../shared/presentation/pages/connect/connectForms.ts';
import { importMessages } from '../../../../shared/presentation/pages/connect/importMessages.ts';
import { importProgressPage } from '../../../../shared/presentation/pages/connect/importProgress.ts';
import { linkPreviewPage, type Seen } from '../../../../shared/presentation/pages/connect/linkPreviewPage.ts';
import { linkFields, type TypedLinks } from '../../../../shared/presentation/pages/connect/typedLinks.ts';
import type { PageContext, Visit } from '../../visit.ts';
import { bankTitleOf, problemAnswer, shownTo, type ConnectDeps } from './parts.ts';
import { askedOf, errorsIn, fieldOf, typedIn } from './typedForm.ts';

const { text } = importMessages;

/** A page of a list, as long as the API makes it. */
const all = '200';
/** A look at one account of a bank that is slow takes up to 16 seconds, and the gateway waits for thirty: one round, at once. */
const maxLooks = 8;
const readsAtOnce = 4;
/** As many links as fit well into that time. */
const maxStarts = 50;

interface Standing {
  readonly connection: ConnectionBody;
  readonly bank: string;
  readonly accounts: readonly AccountBody[];
  readonly others: readonly AccountBody[];
}

const standingOf = async (c: PageContext, deps: ConnectDeps) => {
  const visit = c.get('visit');
  const connectionId = c.req.param('connectionId') ?? '';
  const [found, chosen, every] = await Promise.all([
    visit.api.call('getConnection', { id: connectionId }),
    visit.api.call('listAccounts', { query: { connectionId, limit: all } }),
    visit.api.call('listAccounts', { query: { connectionId, all: 'true', limit: all } }),
  ]);
  const met = { address: addresses.chooseJournals(connectionId), connectionId };
  const none = (answer: Response | Promise<Response>) => ({ kind: 'none', answer }) as const;
  if (found.kind === 'problem') return none(problemAnswer(c, deps, found.problem, met));
  if (chosen.kind === 'problem') return none(problemAnswer(c, deps, chosen.problem, met));
  if (every.kind === 'problem') return none(problemAnswer(c, deps, every.problem, met));
  const connection = found.body;
  if (connection.status !== 'active' || connection.unconfirmed) {
    return none(c.redirect(`${backPath}?connectionId=${encodeURIComponent(connection.id)}`, 303));
  }
  const ids = new Set(chosen.body.items.map(({ id }) => id));
  const standing: Standing = {
    connection,
    bank: await bankTitleOf(visit, connection.institutionId ?? chosen.body.items[0]?.institutionId),
    accounts: chosen.body.items,
    others: every.body.items.filter(({ id }) => !ids.has(id)),
  };
  return { kind: 'found', standing } as const;
};

/** The same number in the same currency feeds a journal through another connection. */
const fedElsewhereOf = async (
  { api }: Visit,
  { connection, accounts, others }: Standing,
): Promise<ReadonlySet<string>> => {
  const listed = await api.call('listAccounts', { query: { all: 'true', limit: all } });
  if (listed.kind === 'problem') return new Set();
  const keyOf = ({ reference, currency }: AccountBody): string => `${reference.replaceAll(/\s/g, '')} ${currency}`;
  const fed = new Set(
    listed.body.items
      .filter(({ connectionId, link }) => connectionId !== connection.id && link.action !== 'none')
      .map(keyOf),
  );
  return new Set([...accounts, ...others].filter((account) => fed.has(keyOf(account))).map(({ id }) => id));
};

interface Form {
  readonly typed: TypedLinks;
  readonly errors?: readonly FormError[];
  readonly started?: number;
}

const choicePage = async (c: PageContext, standing: Standing, form?: Form) => {
  const visit = c.get('visit');
  const [journals, fedElsewhere] = await Promise.all([
    visit.api.call('listJournals', { query: { limit: all } }),
    fedElsewhereOf(visit, standing),
  ]);
  const typed: TypedLinks = form?.typed ?? {
    taken: standing.accounts.flatMap(({ id }) => (fedElsewhere.has(id) ? [] : [id])),
    accounts: new Map(),
    importFrom: firstDayOfMonth(today(visit.now)),
    frequency: 'every_12_hours',
    statementPeriod: 'daily',
  };
  const page = chooseAccountsPage({
    ...shownTo(visit),
    ...standing,
    journals: journals.kind === 'done' ? journals.body.items : [],
    fedElsewhere,
    ...form,
    typed,
  });
  return c.html(page, (form?.errors?.length ?? 0) > 0 ? 422 : 200);
};

export const showAccounts = (deps: ConnectDeps) => async (c: PageContext) => {
  const found = await standingOf(c, deps);
  return found.kind === 'none' ? found.answer : choicePage(c, found.standing);
};

/** Looks at what was chosen, or begins it; what was typed goes along. */
export const bringIn = (deps: ConnectDeps) => async (c: PageContext) => {
  const found = await standingOf(c, deps);
  if (found.kind === 'none') return found.answer;
  const { standing } = found;
  const { language } = c.get('visit');
  const open = [...standing.accounts, ...standing.others].filter(({ link }) => link.action === 'none');
  const typed = typedIn(c.get('form'), open);
  const step = c.get('form').get(linkFields.step);
  if (step === 'change') return choicePage(c, standing, { typed });
  const chosen = open.filter(({ id }) => typed.taken.includes(id));
  // Sent once more: everything has begun by the first time.
  if (step === 'start' && open.length === 0) return c.redirect(addresses.importProgress(standing.connection.id), 303);
  const errors = errorsIn(typed, open, language);
  if (errors.length > 0) return choicePage(c, standing, { typed, errors });
  return step === 'start' ? start(c, standing, typed, chosen) : preview(c, standing, typed, chosen);
};

const errorOf = (
  visit: Visit,
  account: AccountBody,
  problem: { readonly code: string; readonly detail: string },
): FormError => ({
  ...fieldOf(problem.code, account.id),
  message: text(visit.language, 'error_of', { account: lastFour(account.reference), problem: problem.detail }),
});

const preview = async (c: PageContext, standing: Standing, typed: TypedLinks, chosen: readonly AccountBody[]) => {
  const visit = c.get('visit');
  const looked = await mapInParallel(chosen.slice(0, maxLooks), maxLooks, async (account): Promise<Seen> => {
    const seen = await visit.api.call('previewLink', {
      id: account.id,
      body: askedOf(typed, account, visit.language).preview,
    });
    return seen.kind === 'done' ? { kind: 'seen', preview: seen.body } : seen;
  });
  const seen = chosen.map((account, at) => ({ account, seen: looked[at] ?? ({ kind: 'not_looked' } as const) }));
  const errors = seen.flatMap(({ account, seen: one }) =>
    one.kind === 'problem' && one.problem.status === 422 ? [errorOf(visit, account, one.problem)] : [],
  );
  if (errors.length > 0) return choicePage(c, standing, { typed, errors });
  const { connection, bank } = standing;
  return c.html(linkPreviewPage({ ...shownTo(visit), connectionId: connection.id, bank, typed, accounts: seen }));
};

/** One after the other: the first takes the first journal. What has begun stays begun, and a second time changes nothing. */
const start = async (c: PageContext, standing: Standing, typed: TypedLinks, chosen: readonly AccountBody[]) => {
  const visit = c.get('visit');
  const errors: FormError[] = [];
  const left: string[] = chosen.slice(maxStarts).map(({ id }) => id);
  let started = 0;
  for (const account of chosen.slice(0, maxStarts)) {
    const linked = await visit.api.call('linkAccount', {
      id: account.id,
      body: askedOf(typed, account, visit.language).link,
    });
    if (linked.kind === 'done') {
      started += 1;
      continue;
    }
    errors.push(errorOf(visit, account, linked.problem));
    left.push(account.id);
  }
  const { id } = standing.connection;
  if (left.length === 0) return c.redirect(addresses.importProgress(id), 303);
  if (chosen.length > maxStarts) errors.push({ message: text(visit.language, 'more_to_start') });
  const begun = new Set(chosen.map((account) => account.id).filter((one) => !left.includes(one)));
  const fresh = async (account: AccountBody): Promise<AccountBody> => {
    if (!begun.has(account.id)) return account;
    const now = await visit.api.call('getAccount', { id: account.id });
    return now.kind === 'done' ? now.body : account;
  };
  const now = {
    ...standing,
    accounts: await mapInParallel(standing.accounts, readsAtOnce, fresh),
    others: await mapInParallel(standing.others, readsAtOnce, fresh),
  };
  return choicePage(c, now, { typed: { ...typed, taken: left }, errors, started });
};

/** How far the import is. */
export const showProgress = (deps: ConnectDeps) => async (c: PageContext) => {
  const found = await standingOf(c, deps);
  if (found.kind === 'none') return found.answer;
  const { connection, bank, accounts, others } = found.standing;
  const visit = c.get('visit');
  const page = importProgressPage({
    ...shownTo(visit),
    connectionId: connection.id,
    bank,
    accounts: [...accounts, ...others].filter(({ link }) => link.action !== 'none'),
    maySeeFeed: mayOpen(visit.session, 'feed'),
    returnUrl: visit.session.returnUrl,
  });
  return c.html(page);
};
