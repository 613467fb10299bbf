import { escapedHtml, oneLine } from '../html.ts';
import type { MailBody } from '../../domain/mail/mailContent.ts';
import type { Language } from '../../domain/mail/language.ts';

/** A way on that a mail offers. */
export interface MailLink {
  readonly label: string;
  /** An address of ours. */
  readonly url: string;
}

interface Item {
  readonly name: string;
  readonly note: string;
  readonly link?: MailLink;
}

/** What a mail says, before it is text and HTML. */
interface Message {
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  readonly introduction: string;
  readonly items: readonly Item[];
  /** The one way on that is not a matter of a single item. */
  readonly link?: MailLink;
  readonly paragraphs: readonly string[];
  /** Who sends this and why, in small print. */
  readonly footer: string;
}

/** Lets no word break the line it stands in. */
const tidied = (message: Message): Message => ({
  ...message,
  subject: oneLine(message.subject),
  greeting: oneLine(message.greeting),
  introduction: oneLine(message.introduction),
  items: message.items.map((item) => ({ ...item, name: oneLine(item.name), note: oneLine(item.note) })),
});

/** Both forms of a message: they say the same, so that no reader gets less. */
export const layOut = (message: Message): MailBody => {
  const tidy = tidied(message);
  return { subject: tidy.subject, text: textOf(tidy), html: htmlOf(tidy) };
};

const textOf = ({ greeting, introduction, items, link, paragraphs, footer }: Message): string =>
  [
    greeting,
    introduction,
    ...(items.length > 0 ? [items.map(itemText).join('\n')] : []),
    ...(link ? [linkText(link)] : []),
    ...paragraphs,
    `-- \n${footer}`,
    '',
  ].join('\n\n');

const itemText = ({ name, note, link }: Item): string =>
  [`- ${name}${note === '' ? '' : `: ${note}`}`, ...(link ? [`  ${linkText(link)}`] : [])].join('\n');

const linkText = ({ label, url }: MailLink): string => `${label}: ${url}`;

const paragraph = 'margin:0 0 16px';
const line = 'border-bottom:1px solid #d7dce2';
const cell = 'padding:8px 12px;vertical-align:top';
const button =
  'display:inline-block;padding:11px 20px;border-radius:6px;background:#0b5cad;color:#ffffff;font-weight:bold;' +
  'text-decoration:none';

/** Tables and styles in place: what mail programs show alike. No picture, no script, nothing that is fetched. */
const htmlOf = ({ language, subject, greeting, introduction, items, link, paragraphs, footer }: Message): string =>
  [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapedHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#ffffff;color:#1c2430;font:16px/1.5 Arial,Helvetica,sans-serif">',
    '<div style="max-width:560px;margin:0 auto">',
    `<p style="${paragraph}">${escapedHtml(greeting)}</p>`,
    `<p style="${paragraph}">${escapedHtml(introduction)}</p>`,
    ...(items.length > 0
      ? ['<table style="border-collapse:collapse;width:100%;margin:0 0 16px">', ...items.map(itemHtml), '</table>']
      : []),
    ...(link ? [`<p style="${paragraph}">${linkHtml(link)}</p>`] : []),
    ...paragraphs.map((text) => `<p style="${paragraph}">${escapedHtml(text)}</p>`),
    `<p style="margin:24px 0 0;font-size:13px;color:#566170">${escapedHtml(footer)}</p>`,
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');

/** The button has a row of its own: beside the words it would be squeezed on a phone. */
const itemHtml = ({ name, note, link }: Item): string => {
  const style = link ? cell : `${cell};${line}`;
  const words = `<tr><td style="${style}">${escapedHtml(name)}</td><td style="${style}"><strong>${escapedHtml(note)}</strong></td></tr>`;
  return link ? `${words}<tr><td colspan="2" style="${cell};padding-top:0;${line}">${linkHtml(link)}</td></tr>` : words;
};

/** A link in a mail says nothing about the reader's mailbox to where it leads. */
const linkHtml = ({ label, url }: MailLink): string =>
  `<a href="${escapedHtml(url)}" rel="noreferrer" style="${button}">${escapedHtml(label)}</a>`;
