import type { Connection } from '../../domain/connections/connection.ts';
import { dueReminderStep } from '../../domain/alerts/ending.ts';
import { turnOf } from '../../domain/alerts/telling.ts';
import type { ClientAccount } from '../../domain/mail/mailContent.ts';
import { languageOf, languages, type Language } from '../../domain/mail/language.ts';
import { accountantOf } from '../../domain/mail/recipients.ts';
import type { TellingRef } from '../../ports/expiry.ts';
import type { ConnectionRef } from '../../ports/common.ts';
import type { AlertDeps } from './alertDeps.ts';
import { withEndings, type Visit, type WithEnding } from './endingAccount.ts';
import { recordAlerts } from './recordAlerts.ts';
import { sendMail } from './sendMail.ts';
import { beginTelling, noteTelling, type BegunTelling } from './tellingSteps.ts';
import { shown } from './remindPerson.ts';
import type { Run } from './checkConnection.ts';

const refOf = ({ account }: WithEnding, address: string): TellingRef => ({
  tenantId: account.tenantId,
  accountId: account.id,
  audience: { kind: 'accountant', address },
});

/**
 * Notes that a run has something to tell a connection's accountant. The digest itself waits until all connections were
 * visited, because it is one for all of them; the note outlives a crash in between.
 */
export const noteForAccountant = async (
  { tellings, digests, suppressionList }: Pick<AlertDeps, 'tellings' | 'digests' | 'suppressionList'>,
  { connection, endings, now }: Visit,
): Promise<void> => {
  const address = accountantOf(connection);
  if (address === undefined || (await suppressionList.get(address))) return;
  for (const subject of endings) {
    const rung = dueReminderStep(subject.ending, now);
    if (rung === undefined) continue;
    const turn = turnOf(subject.ending, rung, await tellings.get(refOf(subject, address)), now);
    if (turn.kind !== 'told') return digests.put(address);
  }
};

interface News {
  readonly ref: ConnectionRef;
  readonly begun: BegunTelling;
  readonly account: ClientAccount;
  readonly language: Language;
}

/**
 * Sends one accountant the one mail about what is due on all connections, of whatever tenants, that name this address. It
 * holds what a connection's own contact is told, and less of it.
 *
 * @returns how many mails went out
 */
export const sendDigest = async (deps: AlertDeps, address: string, run: Run): Promise<number> => {
  const news: News[] = [];
  let complete = true;
  for await (const page of deps.accountants.connectionsOf(address)) {
    for (const ref of page) {
      const found = await newsOf(deps, ref, address, run);
      news.push(...found.news);
      complete &&= found.complete;
    }
  }
  if (news.length === 0) {
    if (complete) await deps.digests.remove(address);
    return 0;
  }
  const mail = deps.renderMail({
    kind: 'digest',
    language: mostUsed(news),
    accounts: news.map(({ account }) => account),
  });
  const sent = await sendMail(deps, { to: address, ...mail }, undefined);
  if (sent.kind === 'unknown') return 0;
  for (const { begun } of news) await noteTelling(deps.tellings, begun, sent);
  if (sent.kind === 'sent') await noteDigest(deps, news, run);
  if (complete && sent.kind === 'sent') await deps.digests.remove(address);
  return sent.kind === 'sent' ? 1 : 0;
};

/** In the history of each connection that the digest named. */
const noteDigest = async ({ history }: AlertDeps, news: readonly News[], { now }: Run): Promise<void> => {
  const named = new Map(news.map(({ ref }) => [`${ref.tenantId} ${ref.connectionId}`, ref]));
  for (const ref of named.values()) {
    await recordAlerts(history, ref, { at: now, recipient: 'accountant', codes: ['authorization_expiring'] });
  }
};

const newsOf = async (
  deps: AlertDeps,
  ref: ConnectionRef,
  address: string,
  run: Run,
): Promise<{ readonly news: readonly News[]; readonly complete: boolean }> => {
  const connection = await deps.connections.get(ref);
  if (!connection) await deps.accountants.remove(address, ref);
  // The connection says whose it is: an entry may be of an accountant of former days.
  if (!connection || connection.status === 'disconnected' || accountantOf(connection) !== address) {
    return { news: [], complete: true };
  }
  const news: News[] = [];
  let complete = true;
  for (const subject of withEndings(await deps.accounts.ofConnection(ref))) {
    const step = dueReminderStep(subject.ending, run.now);
    if (step === undefined) continue;
    const telling = { ref: refOf(subject, address), ending: subject.ending, step, now: run.now };
    const begun = await beginTelling(deps.tellings, telling);
    if (begun === 'busy') complete = false;
    else if (begun)
      news.push({ ref, begun, account: clientAccountOf(connection, subject, run), language: languageIn(connection) });
  }
  return { news, complete };
};

const clientAccountOf = (connection: Connection, subject: WithEnding, run: Run): ClientAccount => {
  const client = connection.name ?? subject.account.holderName;
  return { ...shown(run, subject), ...(client !== undefined && { client }) };
};

const languageIn = ({ contact }: Connection): Language => languageOf(contact?.locale);

/** Of the accountant we know the address only: written to in the language of most clients. */
const mostUsed = (news: readonly News[]): Language => {
  const count = (language: Language): number => news.filter((item) => item.language === language).length;
  return languages.reduce((most, language) => (count(language) > count(most) ? language : most));
};
