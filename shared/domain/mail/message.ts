import { escapedHtml, oneLine } from './html.ts';
import type { Language } from './language.ts';

/** What a mail says, before it is text and HTML. */
export interface Message {
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  readonly introduction: string;
  readonly items: readonly { readonly name: string; readonly note: string }[];
  readonly paragraphs: readonly string[];
  /** Who sends this and why, in small print. */
  readonly footer: string;
}

export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Lets no word break the line it stands in. */
const tidied = (message: Message): Message => ({
  ...message,
  subject: oneLine(message.subject),
  greeting: oneLine(message.greeting),
  introduction: oneLine(message.introduction),
  items: message.items.map(({ name, note }) => ({ name: oneLine(name), note: oneLine(note) })),
});

/** Both forms of a message: they say the same, so that no reader gets less. */
export const renderMessage = (message: Message): MailBody => {
  const tidy = tidied(message);
  return { subject: tidy.subject, text: textOf(tidy), html: htmlOf(tidy) };
};

const textOf = ({ greeting, introduction, items, paragraphs, footer }: Message): string =>
  [
    greeting,
    introduction,
    items.map(({ name, note }) => `- ${name}: ${note}`).join('\n'),
    ...paragraphs,
    `-- \n${footer}`,
    '',
  ].join('\n\n');

const paragraph = 'margin:0 0 16px';
const cell = 'padding:8px 12px;border-bottom:1px solid #d7dce2;vertical-align:top';

/** Tables and styles in place: what mail programs show alike. No picture, no script, nothing that is fetched. */
const htmlOf = ({ language, subject, greeting, introduction, items, paragraphs, footer }: Message): string =>
  [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapedHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#ffffff;color:#1c2430;font:16px/1.5 Arial,Helvetica,sans-serif">',
    '<div style="max-width:560px;margin:0 auto">',
    `<p style="${paragraph}">${escapedHtml(greeting)}</p>`,
    `<p style="${paragraph}">${escapedHtml(introduction)}</p>`,
    '<table style="border-collapse:collapse;width:100%;margin:0 0 16px">',
    ...items.map(
      ({ name, note }) =>
        `<tr><td style="${cell}">${escapedHtml(name)}</td><td style="${cell}"><strong>${escapedHtml(note)}</strong></td></tr>`,
    ),
    '</table>',
    ...paragraphs.map((text) => `<p style="${paragraph}">${escapedHtml(text)}</p>`),
    `<p style="margin:24px 0 0;font-size:13px;color:#566170">${escapedHtml(footer)}</p>`,
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
