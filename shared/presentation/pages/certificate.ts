import { html } from 'hono/html';
import type { CertificateBody } from '../../contracts/http/certificates.ts';
import { oneLine } from '../html.ts';
import { numberText } from './accountName.ts';
import { addresses } from './addresses.ts';
import { certificatePageMessages } from './certificateMessages.ts';
import { certifiedAccounts, leftOutPart } from './certifiedAccounts.ts';
import { chip } from './components/chip.ts';
import { day } from './components/when.ts';
import { layout, type Frame, type Html } from './layout.ts';
import { monthMessages } from './monthMessages.ts';
import { periodText } from './periodWords.ts';

export interface CertificateParts {
  readonly frame: Frame;
  readonly certificate: CertificateBody;
  /** Where this page is, written out for whoever has it on paper. */
  readonly address: string;
}

const { text } = certificatePageMessages;

/** A certificate as a document: what was certified, for whom, when, and how to confirm it; above it, whether it holds. */
export const certificatePage = ({ frame, certificate, address }: CertificateParts): Html => {
  const { language } = frame;
  const { content, digest, reasons, id } = certificate;
  const { period, accounts, company, issuedAt, issuedBy, verdict, leftOut } = content;
  const whose = oneLine(company.name ?? company.id);
  const open = accounts.filter((account) => account.verdict === 'open').length;
  const sentence =
    verdict === 'complete'
      ? text(language, 'complete', { ...period, company: whose, accounts: accounts.length })
      : text(language, 'open', { ...period, company: whose, accounts: String(accounts.length), open: String(open) });
  const fact = (name: FactName, value: Html): Html =>
    html`<dt>${text(language, name)}</dt>
      <dd>${value}</dd>`;
  return layout({
    frame,
    title: text(language, 'title', { period: periodText(language, period) }),
    current: 'month',
    body: html`${standingPart(frame, certificate)}
      <article class="document">
        <p class="sentence">${accounts.length === 0 ? reasons[0]?.message : sentence}</p>
        <dl class="facts">
          ${fact('company', html`<bdi>${whose}</bdi>`)}
          ${fact('period', html`${day(language, period.from)} – ${day(language, period.to)}`)}
          ${fact('verdict', verdictChip(frame, verdict))}
          ${fact('made', html`<time datetime="${issuedAt}">${text(language, 'made_at', { at: issuedAt })}</time>`)}
          ${fact('made_by', html`<bdi>${oneLine(issuedBy)}</bdi>`)}
          ${fact('id', html`<span class="figures">${id}</span>`)}
          ${fact('digest', html`<code class="digest">${grouped(digest)}</code>`)}
        </dl>
        <h2>${text(language, 'accounts_title')}</h2>
        ${certifiedAccounts({ language, accounts, reasons, withSteps: false })} ${leftOutPart(language, leftOut)}
        <section class="keep-together">
          <h2>${text(language, 'confirm_title')}</h2>
          <p>${text(language, 'confirm', { address, id })}</p>
        </section>
        <dl class="signature">
          <dt>${text(language, 'signed_on')}</dt>
          <dd></dd>
          <dt>${text(language, 'signed')}</dt>
          <dd></dd>
        </dl>
      </article>
      <p class="small on-screen">${text(language, 'print_hint')}</p>`,
  });
};

type FactName = 'company' | 'period' | 'verdict' | 'made' | 'made_by' | 'id' | 'digest';

const verdictChip = ({ language }: Frame, verdict: 'complete' | 'open'): Html =>
  chip(verdict === 'complete' ? 'well' : 'needed', monthMessages.text(language, verdict));

/** As many characters at a time as an eye compares. */
const grouped = (digest: string): string => digest.replaceAll(/(.{8})(?=.)/g, '$1 ');

/** Whether it holds today: where it does not, before everything else. */
const standingPart = ({ language }: Frame, { standing, content }: CertificateBody): Html => {
  const { state, checkedAt, changes } = standing;
  const checked = { moment: checkedAt };
  if (state === 'holds') return html`<p class="small">${text(language, 'holds', checked)}</p>`;
  const { from, to } = content.period;
  const month = `${addresses.month}?${new URLSearchParams({ from, to }).toString()}`;
  return html`<section class="changed" role="status">
    <h2>${text(language, 'changed_title')}</h2>
    <p>${text(language, 'changed', checked)}</p>
    <ul>
      ${changes.map(
        ({ reference, message }) => html`<li><bdi class="figures">${numberText({ reference })}</bdi> – ${message}</li>`,
      )}
    </ul>
    <p class="on-screen"><a href="${month}">${text(language, 'see_month')}</a></p>
  </section>`;
};
