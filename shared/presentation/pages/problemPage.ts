import { html } from 'hono/html';
import { docsPaths } from '../../contracts/docsPaths.ts';
import { problemStatuses, type ProblemCode } from '../../contracts/http/problems.ts';
import { actionFor, problemDetail } from '../problems.ts';
import { layout, type Frame, type Html } from './layout.ts';
import { problemPageMessages } from './problemPageMessages.ts';

const { text } = problemPageMessages;

/** What problems of the API mean: all of them, or the one that an answer names. */
export const problemPage = (frame: Frame, codes: readonly ProblemCode[]): Html => {
  const { language } = frame;
  const [only] = codes;
  const title = codes.length === 1 && only !== undefined ? only : text(language, 'title');
  return layout({
    frame,
    title,
    body: html`<p>${text(language, 'intro')}</p>
      ${codes.map((code) => problemPart(frame, code))}
      ${
        codes.length === 1
          ? html`<p><a href="${docsPaths.problems}">${text(language, 'all')}</a></p>`
          : html`<p><a href="${docsPaths.page}">${text(language, 'description')}</a></p>`
      }`,
  });
};

const problemPart = ({ language }: Frame, code: ProblemCode): Html => {
  const action = actionFor(language, code);
  return html`<section id="${code}">
    <h2>
      <a href="${docsPaths.problems}/${code}"><code>${code}</code></a>
    </h2>
    <p>${problemDetail(language, code)}</p>
    <p><small>HTTP ${problemStatuses[code]}</small></p>
    ${action?.url === undefined ? '' : html`<p><a href="${action.url}" rel="noreferrer">${action.label}</a></p>`}
  </section>`;
};
