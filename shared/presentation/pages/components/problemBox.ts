import { html } from 'hono/html';
import type { Language } from '../../../domain/mail/language.ts';
import { frameMessages } from '../frameMessages.ts';
import type { Html } from '../layout.ts';
import { primaryStep, type Step } from './actions.ts';

interface ProblemParts {
  readonly language: Language;
  /** A problem of the API, or one of the pages' own. */
  readonly problem: { readonly code: string; readonly detail: string };
  /** Exactly one: the sentence alone leaves nobody standing. A form with one button is one, too. */
  readonly next: Step | { readonly form: Html };
}

/** A failure: the sentence large, one next step, the code small. */
export const problemBox = ({ language, problem, next }: ProblemParts): Html =>
  html`<section class="problem" role="alert">
    <p class="sentence">${problem.detail}</p>
    ${'form' in next ? next.form : html`<p>${primaryStep(next)}</p>`}
    <p class="code">${frameMessages.text(language, 'problem_code', { code: problem.code })}</p>
  </section>`;
