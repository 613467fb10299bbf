import { html } from 'hono/html';
import type { KeptMail } from '../cloud/ses.ts';
import type { HttpAnswer } from '../runner/http/gatewayResponse.ts';
import { mailAnswer, mailboxPath, pageAnswer } from './sitePage.ts';
import { dataTable } from '../../shared/presentation/pages/components/dataTable.ts';
import { momentOf } from './momentOf.ts';

const perPage = 50;

/** Newest first; a mail has the place in which it came as its number. */
const list = (mails: readonly KeptMail[], before: number): HttpAnswer => {
  const end = Math.min(before, mails.length);
  const start = Math.max(0, end - perPage);
  const shown = mails.slice(start, end).map((mail, index) => ({ mail, number: start + index + 1 }));
  return pageAnswer({
    current: mailboxPath,
    title: 'E-mails',
    body: html`<p>What the product has sent on this machine, newest first. Nothing of it has left it.</p>
      ${
        shown.length === 0
          ? html`<p>None yet. Mails are sent before a bank's permission ends, and when a feed has stopped.</p>`
          : dataTable({
              caption: 'E-mails',
              columns: [{ head: 'Subject' }, { head: 'To' }, { head: 'Sent' }],
              rows: shown.toReversed().map(({ mail: { subject, to, at }, number }) => ({
                cells: [html`<a href="${mailboxPath}/${number}">${subject}</a>`, to, momentOf(at)],
              })),
            })
      }
      ${start > 0 ? html`<p><a href="${mailboxPath}?before=${start}">Older ones</a></p>` : ''}
      <p><a href="/local/mailbox">The same as JSON</a></p>`,
  });
};

const one = (mail: KeptMail, number: number): HttpAnswer =>
  pageAnswer({
    title: mail.subject,
    body: html`<dl class="facts">
        ${
          mail.from === undefined
            ? ''
            : html`<dt>From</dt>
                <dd>${mail.from}</dd>`
        }
        <dt>To</dt>
        <dd>${mail.to}</dd>
        <dt>Subject</dt>
        <dd>${mail.subject}</dd>
        <dt>Sent</dt>
        <dd>${momentOf(mail.at)}</dd>
      </dl>
      ${
        mail.html === undefined
          ? ''
          : html`<h2>As mail programs show it</h2>
              <iframe
                class="mail"
                title="${mail.subject}"
                src="${mailboxPath}/${number}/html"
                sandbox="allow-popups allow-popups-to-escape-sandbox"
              ></iframe>
              <p>
                <a href="${mailboxPath}/${number}/html">Only the mail</a>. Its links open in a window of their own.
              </p>`
      }
      ${
        mail.text === undefined
          ? ''
          : html`<h2>As text</h2>
              <pre class="mail" tabindex="0" aria-label="The mail as text">${mail.text}</pre>`
      }
      <p><a href="${mailboxPath}">All e-mails</a></p>`,
  });

/** Links of a mail may not replace the frame that it is read in: our pages refuse frames. */
const withOwnWindows = (mail: string): string => mail.replace(/<head>/i, '<head><base target="_blank">');

const numberIn = (text: string | undefined): number => (/^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : 0);

/** @returns undefined where there is no such page */
export const mailPage = (path: string, query: URLSearchParams, mails: readonly KeptMail[]): HttpAnswer | undefined => {
  if (path === mailboxPath) return list(mails, numberIn(query.get('before') ?? undefined) || mails.length);
  const [, given, part] = /^\/local\/pages\/mailbox\/(\d+)(\/html)?$/.exec(path) ?? [];
  const number = numberIn(given);
  const mail = mails[number - 1];
  if (!mail) return undefined;
  if (part === undefined) return one(mail, number);
  return mail.html === undefined ? undefined : mailAnswer(withOwnWindows(mail.html));
};
