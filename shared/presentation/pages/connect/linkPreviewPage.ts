import { html } from 'hono/html';
import type { AccountBody, LinkPreviewBody } from '../../../contracts/http/accounts.ts';
import type { Problem } from '../../../contracts/http/problems.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { numberText, ownName } from '../accountName.ts';
import { addresses } from '../addresses.ts';
import { amount, amountText } from '../components/amount.ts';
import { chip } from '../components/chip.ts';
import { sendButton } from '../components/actions.ts';
import { form } from '../form.ts';
import { frameMessages } from '../frameMessages.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { importMessages } from './importMessages.ts';
import { linkFields, typedAgain, type TypedLinks } from './typedLinks.ts';

/** What could be seen of one account. */
export type Seen =
  | { readonly kind: 'seen'; readonly preview: LinkPreviewBody }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** There were too many at once. */
  | { readonly kind: 'not_looked' };

interface LinkPreviewParts extends Shown {
  readonly connectionId: string;
  readonly bank: string;
  readonly accounts: readonly { readonly account: AccountBody; readonly seen: Seen }[];
  readonly typed: TypedLinks;
}

const { text } = importMessages;

/** What would come into the books, account by account. Nothing is written before the button. */
export const linkPreviewPage = (parts: LinkPreviewParts): Html => {
  const { frame, language, connectionId, accounts, typed, formToken, newOnce } = parts;
  const action = addresses.chooseJournals(connectionId);
  const button = (step: string, label: string, kind: 'primary' | 'secondary'): Html =>
    form({
      action,
      formToken,
      once: newOnce(),
      body: html`${typedAgain(typed)}<input type="hidden" name="${linkFields.step}" value="${step}" />
        ${sendButton(label, kind)}`,
    });
  return layout({
    frame,
    title: text(language, 'preview_title'),
    current: 'connect',
    body: html`<p class="sentence">${text(language, 'preview_sentence')}</p>
      ${accounts.map(({ account, seen }) => accountPart(language, account, seen))}
      <div class="actions">
        ${button('start', text(language, 'start', { count: accounts.length }), 'primary')}
        ${button('change', text(language, 'change'), 'secondary')}
      </div>`,
  });
};

const accountPart = (language: Language, account: AccountBody, seen: Seen): Html => {
  const own = ownName(account);
  return html`<section class="preview">
    <h2>
      <span class="figures">${numberText(account)}</span>
      ${own === undefined ? '' : html`<small><bdi>${own}</bdi></small>`}
    </h2>
    ${seenPart(language, seen)}
  </section>`;
};

const seenPart = (language: Language, seen: Seen): Html => {
  switch (seen.kind) {
    case 'seen':
      return previewPart(language, seen.preview);
    case 'not_looked':
      return html`<p>${text(language, 'not_looked')}</p>`;
    case 'problem':
      return html`<p>${seen.problem.detail}</p>
        <p>${text(language, 'not_seen')}</p>
        <p class="code">${frameMessages.text(language, 'problem_code', { code: seen.problem.code })}</p>`;
  }
};

const previewPart = (language: Language, preview: LinkPreviewBody): Html => {
  const { isWhole, earliestLine, importFrom, counts } = preview;
  const gets = isWhole
    ? text(language, 'gets', { day: importFrom, lines: counts.fromStart })
    : text(language, 'gets_at_least', { day: importFrom, lines: amountText(language, String(counts.fromStart)) });
  return html`<p>
      ${earliestLine === undefined ? text(language, 'has_none') : text(language, 'has', { day: earliestLine })}
      ${earliestLine === undefined ? '' : gets}
      ${counts.beforeStart > 0 && isWhole ? text(language, 'stay_out', { lines: counts.beforeStart }) : ''}
    </p>
    ${openingPart(language, preview)} ${overlapPart(language, preview)}
    ${counts.unreadable > 0 ? html`<p>${text(language, 'unreadable', { lines: counts.unreadable })}</p>` : ''}`;
};

/** The figures stand in one column: what is computed, and what the person's own statement says. */
const openingPart = (language: Language, { opening, knownBalance, currency, ...preview }: LinkPreviewBody): Html => {
  const rows: readonly (readonly [string, Html])[] = [
    ...(opening.kind === 'known'
      ? [[text(language, 'opening'), amount(language, opening.amount, currency)] as const]
      : []),
    ...(knownBalance
      ? [
          [
            text(language, 'figure', { day: knownBalance.date }),
            amount(language, knownBalance.amount, currency),
          ] as const,
        ]
      : []),
  ];
  return html`${
    rows.length === 0
      ? ''
      : html`<dl class="sums">
          ${rows.map(
            ([word, value]) =>
              html`<dt>${word}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>`
  }
  ${opening.kind === 'unknown' ? html`<p>${opening.message}</p>` : ''}
  ${opening.kind === 'known' && opening.mayChange && knownBalance?.verdict !== 'agrees' ? html`<p class="small">${text(language, 'opening_may')}</p>` : ''}
  ${knownBalance ? verdictPart(language, { opening, knownBalance, currency, ...preview }) : ''}`;
};

const verdictPart = (
  language: Language,
  { knownBalance, currency, completeFrom, completeUpTo }: LinkPreviewBody,
): Html => {
  if (!knownBalance || knownBalance.verdict === 'waiting') return html`<p>${text(language, 'waiting')}</p>`;
  if (knownBalance.verdict === 'differs') {
    const difference = amountText(language, knownBalance.difference ?? '', currency);
    return html`<p>
      ${chip('differs', frameMessages.text(language, 'chip_differs'))}
      ${text(language, 'differs', { amount: difference })}
    </p>`;
  }
  const isProven = completeFrom !== undefined && completeUpTo !== undefined && completeFrom <= completeUpTo;
  return html`<p>
    ${chip('well', text(language, 'agrees'))}
    ${isProven ? text(language, 'proven', { from: completeFrom, to: completeUpTo }) : ''}
  </p>`;
};

const overlapPart = (language: Language, { overlap }: LinkPreviewBody): Html =>
  html`${overlap && overlap.inBoth > 0 ? html`<p>${text(language, 'in_both', { lines: overlap.inBoth })}</p>` : ''}
  ${overlap && overlap.inNeither > 0 ? html`<p>${text(language, 'in_neither', { lines: overlap.inNeither })}</p>` : ''}`;
