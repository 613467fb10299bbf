import type { Account, Authorization, Connection } from '../../shared/domain/connections/connection.ts';
import { endingOf, firstCheckOn } from '../../shared/domain/alerts/ending.ts';
import { dayOf, defaultTimeZone } from '../../shared/domain/calendar/calendarDate.ts';
import type { AlertDelivery } from '../../shared/domain/alerts/delivery.ts';
import type { HistoryEntry } from '../../shared/domain/connections/history.ts';
import { emptyHead, type LedgerHead } from '../../shared/domain/ledger/head.ts';
import type { Sync } from '../../shared/domain/syncs/sync.ts';
import type { ConnectionRunState } from '../../shared/ports/connections.ts';
import type { ScheduledCheck } from '../../shared/ports/alerts.ts';
import type { PublishedEvent } from '../../shared/ports/events.ts';
import type { AddressStanding } from '../../shared/domain/mail/reach.ts';
import type { LinkHolder } from '../../shared/domain/renewal/renewalLink.ts';
import type { Mail, MailOutcome } from '../../shared/ports/mail.ts';
import { renderMail } from '../../shared/presentation/mail/renderMail.ts';
import type { AlertFailure } from '../../shared/usecases/alerts/deliver.ts';
import type { Asked } from '../../shared/usecases/mail/askReader.ts';
import { playAlertRun, type AlertStores } from './alertWorkers.ts';
import { uuid } from './bank.ts';
import { aConnection, anAccount, anInstitution } from './records.ts';

/** The moment of the daily run on a day: seven o'clock in Brussels, give or take the hour of summer time. */
export const runOn = (day: string): string => `${day}T06:00:00.000Z`;

/**
 * The expiry alerts over stores in memory: thousands of runs in a second. The stores of the table are tested by their
 * own suites; here they keep the promises that their ports make.
 */
export const anExpiryWorld = (connection: Connection = aConnection(), confirmAddresses = false) => {
  const ref = { tenantId: connection.tenantId, connectionId: connection.id };
  const state = {
    connection: connection as Connection | undefined,
    visits: 0,
    head: {} as Partial<LedgerHead>,
    syncs: [] as Sync[],
    marks: new Map<string, AddressStanding>(),
    runs: {} as Partial<ConnectionRunState>,
    paused: new Set<string>(),
  };
  const history: HistoryEntry[] = [];
  const accounts = new Map<string, Account>();
  const looks = new Map<string, ScheduledCheck>();
  const deliveries = new Map<string, AlertDelivery>();
  const mails: Mail[] = [];
  const events: PublishedEvent[] = [];
  const failures: AlertFailure[] = [];
  const offers: LinkHolder[] = [];
  const asked: string[] = [];
  const digests = new Set<string>();
  const line = {
    /** What the mail service does with a mail; it may throw. */
    mail: (_mail: Mail): MailOutcome => ({ kind: 'sent' }),
    /** Runs when a mail was taken. */
    afterMail: (): void => undefined,
    bus: (): void => undefined,
    /** What comes of a question to a reader. */
    ask: (_address: string): Asked => 'asked',
  };
  const lookId = ({ day, ref: { connectionId } }: Pick<ScheduledCheck, 'day' | 'ref'>): string =>
    `${day}#${connectionId}`;

  const shardsChecked = new Map<string, Set<string>>();
  const stores: AlertStores = {
    checks: {
      shards: ['00', '01'],
      put: async (day, of) => void looks.set(lookId({ day, ref: of }), { day, ref: of }),
      due: async function* (shard, day) {
        if (shard !== '00') return;
        const due = [...looks.values()].filter((look) => look.day <= day);
        if (due.length > 0) yield due;
      },
      markSeen: async (look, seenAt) => {
        if (looks.get(lookId(look))?.seenAt === look.seenAt) looks.set(lookId(look), { ...look, seenAt });
      },
      remove: async (look) => {
        if (looks.get(lookId(look))?.seenAt === look.seenAt) looks.delete(lookId(look));
      },
    },
    deliveries: {
      get: async (of) => deliveries.get(JSON.stringify(of)),
      put: async (of, delivery, seen) => {
        if (JSON.stringify(deliveries.get(JSON.stringify(of))) !== JSON.stringify(seen)) return 'changed';
        deliveries.set(JSON.stringify(of), delivery);
        return 'written';
      },
    },
    accounts: { ofConnection: async () => [...accounts.values()] },
    connections: {
      get: async () => {
        state.visits += 1;
        return state.connection;
      },
    },
    snapshots: { read: async () => ({ takenAt: '2026-01-01T00:00:00.000Z', institutions: [anInstitution()] }) },
    history: { append: async (_ref, entries) => void history.push(...entries) },
    reader: { head: async () => ({ ...emptyHead, ...state.head }) },
    syncs: { list: async () => ({ items: state.syncs }) },
    runs: {
      load: async () =>
        state.connection && { connection: state.connection, runs: { readSynchronizations: {}, ...state.runs } },
    },
    paused: { all: async () => state.paused },
    suppressionList: { ofAddresses: async () => state.marks },
    confirmAddresses,
    askReader: async ({ address }, at) => {
      asked.push(address);
      const outcome = line.ask(address);
      if (outcome === 'asked') state.marks.set(address, { ...state.marks.get(address), askedAt: at });
      return outcome;
    },
    renderMail,
    mailer: {
      send: async (mail) => {
        const outcome = line.mail(mail);
        if (outcome.kind === 'sent') mails.push(mail);
        line.afterMail();
        return outcome;
      },
    },
    accountants: {
      connectionsOf: async function* () {
        yield [ref];
      },
      remove: async () => undefined,
    },
    sentDigests: { keep: async () => undefined },
    ids: { next: () => uuid(mails.length + 1) },
    digests: {
      put: async (address) => void digests.add(address),
      get: async (place) => (digests.has(place) ? { place, address: place } : undefined),
      all: async function* () {
        yield [...digests].map((address) => ({ place: address, address }));
      },
      remove: async (address) => void digests.delete(address),
    },
    offerRenewal: async ({ holder }) => {
      offers.push(holder);
      return `https://sync.example/renew?link=${offers.length}`;
    },
    bus: {
      publish: async (published) => {
        line.bus();
        events.push(...published);
      },
    },
    onFailure: (_, failure) => void failures.push(failure),
    alertRuns: {
      markChecked: async (run, shard) => {
        shardsChecked.set(run, (shardsChecked.get(run) ?? new Set()).add(shard));
        return shardsChecked.get(run)?.size ?? 0;
      },
      checkedShards: async (run) => shardsChecked.get(run)?.size ?? 0,
    },
  };

  return {
    state,
    stores,
    looks,
    mails,
    events,
    failures,
    history,
    /** Accountants who are to be told something. */
    digests,
    /** Whom a link was made for. */
    offers,
    /** Whose reader was to be asked. */
    asked,
    line,
    /** Writes an account alone, as the second half of an observation. */
    write: (account: Partial<Account>): void => {
      const known = anAccount({ ...ref, ...account });
      accounts.set(known.id, known);
    },
    /** Ponto tells when an authorization ends, at a moment; the look comes first, as the account store puts it. */
    observe: (account: Partial<Account> & { readonly authorization: Authorization }, at: string): void => {
      const ending = endingOf(account.authorization);
      if (ending) {
        const day = firstCheckOn(ending, dayOf(at, defaultTimeZone));
        looks.set(lookId({ day, ref }), { day, ref });
      }
      const known = anAccount({ ...ref, ...account });
      accounts.set(known.id, known);
    },
    run: (now: string) => playAlertRun(stores, now),
    /** What is sent while something is done. */
    mailsDuring: async (work: () => Promise<unknown>): Promise<readonly Mail[]> => {
      const before = mails.length;
      await work();
      return mails.slice(before);
    },
  };
};
