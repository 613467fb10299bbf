import { html } from 'hono/html';
import type { InstitutionBody } from '../../../contracts/http/institutions.ts';
import type { Instant } from '../../../domain/calendar/calendarDate.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { chip } from '../components/chip.ts';
import { frameMessages } from '../frameMessages.ts';
import type { Html } from '../layout.ts';
import { connectMessages } from './connectMessages.ts';

const { text } = connectMessages;

export const isInMaintenance = ({ maintenance }: InstitutionBody, now: Instant): boolean =>
  maintenance !== undefined && (maintenance.from ?? now) <= now && now <= (maintenance.to ?? now);

/** What there is to know of a bank before one connects it, in words of one line. */
export const bankMarks = (language: Language, bank: InstitutionBody, now: Instant): readonly Html[] => [
  ...(bank.status === 'beta' ? [chip('quiet', text(language, 'chip_beta'))] : []),
  ...(bank.status === 'experimental' ? [chip('soon', text(language, 'chip_experimental'))] : []),
  ...(bank.deprecated ? [chip('soon', text(language, 'chip_replaced'))] : []),
  ...(isInMaintenance(bank, now) ? [chip('waiting', text(language, 'chip_maintenance'))] : []),
  ...(bank.trouble ? [chip('waiting', frameMessages.text(language, 'chip_bank_has_problems'))] : []),
];

/** The same as sentences. */
export const bankNotices = (language: Language, bank: InstitutionBody, now: Instant): readonly string[] => [
  ...(bank.notice === undefined ? [] : [bank.notice]),
  ...(isInMaintenance(bank, now) ? [text(language, 'bank_maintenance')] : []),
  ...(bank.trouble ? [bank.trouble.message] : []),
];

export const noticesPart = (language: Language, bank: InstitutionBody, now: Instant): Html => {
  const notices = bankNotices(language, bank, now);
  return notices.length === 0
    ? html``
    : html`<section class="bank-notices">
        <p>${bankMarks(language, bank, now)}</p>
        ${notices.map((notice) => html`<p>${notice}</p>`)}
      </section>`;
};
