import { knownTimeZone } from '../../domain/calendar/calendarDate.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { BankFeed, LinesPage, PageCursor } from '../../ports/bankFeed.ts';
import type { PontoClient } from './client.ts';
import { faultOf, notUnderstood, PontoRefusal } from './errors.ts';
import { linesPageOf, pageLimit, pageOf, pendingPageOf, type Page } from './paging.ts';
import { givenName, present } from './json.ts';
import {
  accountResource,
  institutionResource,
  reauthorizationResource,
  singleDocument,
  synchronizationResource,
  userInfo,
  type AccountResource,
} from './schema.ts';
import { accountOf, institutionIdOf, synchronizationOf } from './transformAccount.ts';
import { institutionOf } from './institutions.ts';
import { lineOf } from './transformLine.ts';

interface Deps {
  readonly client: PontoClient;
  readonly baseUrl: string;
  /** Zone of an institution: days of balances are days at the bank. Undefined where it is not known. */
  readonly timeZoneOf: (institutionId: string) => Promise<string | undefined>;
}

/** A person shares a handful; a list that goes on for longer than this leads in a circle. */
const maxAccountPages = 100;
const noLines: LinesPage = { lines: [], refused: [], pontoIds: [] };

/** Ponto as one connection sees it (Ponto reference, sections 3 and 4). */
export const makePontoFeed = ({ client, baseUrl, timeZoneOf }: Deps): BankFeed => {
  const page = async (path: readonly string[], cursor?: PageCursor): Promise<Page | PontoRefusal> => {
    const outcome = await client.get(path, { 'page[limit]': pageLimit, ...cursorQuery(cursor) });
    return outcome.kind === 'refused' ? outcome.refusal : pageOf(outcome.json, outcome.url, baseUrl);
  };

  const resource = async (path: readonly string[]): Promise<unknown> => {
    const outcome = await client.get(path);
    if (outcome.kind === 'refused') return outcome.refusal;
    return dataOf(outcome.json);
  };

  const accountPage = async (after: string | undefined): Promise<Page> => {
    const listed = await page(['accounts'], after === undefined ? undefined : { after });
    if (isRefusal(listed)) throw unexpected(listed);
    return listed;
  };

  const accountWithZone = async (account: AccountResource): Promise<FeedAccount> =>
    accountOf(account, await zoneOf(institutionIdOf(account)));

  /** A catalogue that cannot be read must not stop the accounts: the home zone is right for nearly every bank. */
  const zoneOf = async (institutionId: string): Promise<string> => {
    try {
      return knownTimeZone(await timeZoneOf(institutionId));
    } catch (error) {
      if (error instanceof Fault) return knownTimeZone(undefined);
      throw error;
    }
  };

  return {
    organization: async () => {
      const outcome = await client.get(['userinfo']);
      if (outcome.kind === 'refused') throw unexpected(outcome.refusal);
      const parsed = userInfo().safeParse(outcome.json);
      if (!parsed.success) throw notUnderstood();
      const { sub: id, name, onboardingComplete } = parsed.data;
      return {
        id,
        ...present('name', givenName(name)),
        ...(typeof onboardingComplete === 'boolean' && { onboardingComplete }),
      };
    },

    accounts: async () => {
      const accounts: FeedAccount[] = [];
      const read = new Set<string>();
      let after: string | undefined;
      do {
        const listed = await accountPage(after);
        for (const one of listed.resources) {
          const parsed = accountResource().safeParse(one);
          // An account that is left out would look like one that is no longer shared.
          if (!parsed.success) throw notUnderstood();
          accounts.push(await accountWithZone(parsed.data));
        }
        after = listed.after;
        if (after !== undefined && (read.has(after) || read.size === maxAccountPages)) throw notUnderstood();
        if (after !== undefined) read.add(after);
      } while (after !== undefined);
      return accounts;
    },

    institution: async (institutionId) => {
      const found = await resource(['financial-institutions', institutionId]);
      if (isRefusal(found)) return orUndefined(found);
      const parsed = institutionResource().safeParse(found);
      if (!parsed.success) throw notUnderstood();
      return institutionOf(parsed.data);
    },

    lines: async (accountPontoId, { cursor, timeZone }) => {
      const listed = await page(['accounts', accountPontoId, 'transactions'], cursor);
      if (!isRefusal(listed)) return linesPageOf(listed, timeZone);
      if (!isMissing(listed)) throw unexpected(listed);
      // Without a cursor only the account itself can be missing.
      if (cursor === undefined || listed.missing === 'account') throw faultOf('authorization_lost', listed);
      return 'gone';
    },

    line: async (accountPontoId, linePontoId, timeZone) => {
      const found = await resource(['accounts', accountPontoId, 'transactions', linePontoId]);
      if (!isRefusal(found)) return lineOf(found, timeZone);
      if (!isMissing(found)) throw unexpected(found);
      // A line counts as removed for ever. That must not follow from an account that is not shared any more.
      const account = found.missing === undefined ? await resource(['accounts', accountPontoId]) : undefined;
      if (found.missing === 'account') throw faultOf('authorization_lost', found);
      if (isRefusal(account)) throw isMissing(account) ? faultOf('authorization_lost', account) : unexpected(account);
      return undefined;
    },

    pendingLines: async (accountPontoId, { after, timeZone }) => {
      const path = ['accounts', accountPontoId, 'pending-transactions'];
      const listed = await page(path, after === undefined ? undefined : { after });
      if (!isRefusal(listed)) return pendingPageOf(listed, timeZone);
      if (!isMissing(listed)) throw unexpected(listed);
      if (listed.missing === 'account') throw faultOf('authorization_lost', listed);
      // Pending lines come and go: a cursor that is gone, or a bank without any, ends the list.
      return noLines;
    },

    startSynchronization: async ({ accountPontoId, subtype, customerIpAddress, idempotencyKey }) => {
      const attributes = { resourceType: 'account', resourceId: accountPontoId, subtype, customerIpAddress };
      const body = { data: { type: 'synchronization', attributes } };
      const outcome = await client.post(['synchronizations'], body, idempotencyKey);
      if (outcome.kind === 'answered') {
        return { kind: 'started', synchronization: synchronizationIn(dataOf(outcome.json)) };
      }
      const { refusal } = outcome;
      if (refusal.codes.includes('accountRecentlySynchronized')) return { kind: 'recently_synchronized' };
      throw isMissing(refusal) ? faultOf('authorization_lost', refusal) : unexpected(refusal);
    },

    synchronization: async (synchronizationId) => {
      const found = await resource(['synchronizations', synchronizationId]);
      if (isRefusal(found)) throw unexpected(found);
      return synchronizationIn(found);
    },

    reauthorizationUrl: async ({ accountPontoId, redirectUri, idempotencyKey }) => {
      const body = { data: { type: 'reauthorizationRequest', attributes: { redirectUri } } };
      const path = ['accounts', accountPontoId, 'reauthorization-requests'];
      const outcome = await client.post(path, body, idempotencyKey);
      if (outcome.kind === 'answered') return webAddressIn(dataOf(outcome.json));
      const { refusal } = outcome;
      if (isMissing(refusal) && refusal.missing === 'account') throw faultOf('authorization_lost', refusal);
      if (refusal.codes.includes('organizationBlocked')) throw unexpected(refusal);
      // Whether a custom integration has this call is in no source: a no of any kind is passed on as such.
      if (refusal.understood || refusal.status === 404 || refusal.status === 405) return undefined;
      throw unexpected(refusal);
    },

    endAccount: async (accountPontoId) => {
      const outcome = await client.delete(['accounts', accountPontoId]);
      if (outcome.kind === 'answered') return 'ended';
      const { refusal } = outcome;
      if (isMissing(refusal) && (refusal.missing ?? 'account') === 'account') return 'gone';
      if (refusal.codes.includes('organizationBlocked')) throw unexpected(refusal);
      // Whether a custom integration has this call is in no source either.
      if (refusal.understood || refusal.status === 405) return 'refused';
      throw unexpected(refusal);
    },

    updatedLines: async (synchronizationId, { after, timeZone }) => {
      const path = ['synchronizations', synchronizationId, 'updated-transactions'];
      const listed = await page(path, after === undefined ? undefined : { after });
      if (!isRefusal(listed)) return linesPageOf(listed, timeZone);
      if (isMissing(listed)) return 'gone';
      throw unexpected(listed);
    },
  };
};

const cursorQuery = (cursor: PageCursor | undefined): Readonly<Record<string, string>> => {
  if (!cursor) return {};
  return 'after' in cursor ? { 'page[after]': cursor.after } : { 'page[before]': cursor.before };
};

const dataOf = (json: unknown): unknown => {
  const parsed = singleDocument().safeParse(json);
  if (!parsed.success) throw notUnderstood();
  return parsed.data.data;
};

const synchronizationIn = (data: unknown) => {
  const parsed = synchronizationResource().safeParse(data);
  if (!parsed.success) throw notUnderstood();
  return synchronizationOf(parsed.data);
};

/** A person is sent there: an address that is not of the web is none. */
const webAddressIn = (data: unknown): string => {
  const address = reauthorizationResource().safeParse(data).data?.links.redirect ?? '';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw notUnderstood();
  return url.href;
};

const isRefusal = (value: unknown): value is PontoRefusal => value instanceof PontoRefusal;

/** Ponto itself says that there is nothing under an id. A 404 page of an intermediary says nothing of the kind. */
const isMissing = ({ status, codes }: PontoRefusal): boolean => status === 404 && codes.includes('resourceNotFound');

const orUndefined = (refusal: PontoRefusal): undefined => {
  if (!isMissing(refusal)) throw unexpected(refusal);
  return undefined;
};

/** Codes that begin with `authorization` mean a dead consent (Ponto reference, section 5.3), wherever they come. */
const unexpected = (refusal: PontoRefusal): Fault => {
  // How Ponto refuses a blocked organisation is in no source; this is the name that its event gives it (section 7.4).
  if (refusal.codes.includes('organizationBlocked')) return faultOf('organization_blocked', refusal);
  const consentIsDead = refusal.codes.some((code) => code.startsWith('authorization'));
  return faultOf(consentIsDead ? 'authorization_expired' : 'ponto_answer_not_understood', refusal);
};
