import { html } from 'hono/html';
import { docsPaths } from '../../contracts/docsPaths.ts';
import { problemStatuses, type ProblemCode } from '../../contracts/http/problems.ts';
import { unnamed } from '../catalogue.ts';
import { actionFor, problemDetail } from '../problems.ts';
import { layout, type Frame, type Html } from './layout.ts';
import { problemPageMessages } from './problemPageMessages.ts';

const { text } = problemPageMessages;

/** What problems of the API mean: all of them, or the one that an answer names. */
export const problemPage = (frame: Frame, codes: readonly ProblemCode[]): Html => {
  const [only, ...others] = codes;
  return only !== undefined && others.length === 0 ? onePage(frame, only) : listPage(frame, codes);
};

const onePage = (frame: Frame, code: ProblemCode): Html =>
  layout({
    frame,
    title: code,
    body: html`<section id="${code}">${meaning(frame, code)}</section>
      <p>${intro(frame, problemDetail(frame.language, code))}</p>
      <p><a href="${docsPaths.problems}">${text(frame.language, 'all')}</a></p>`,
  });

const listPage = (frame: Frame, codes: readonly ProblemCode[]): Html =>
  layout({
    frame,
    title: text(frame.language, 'title'),
    body: html`<p>${intro(frame, unnamed)}</p>
      ${codes.map(
        (code) =>
          html`<section id="${code}">
            <h2>
              <a href="${docsPaths.problems}/${code}"><code>${code}</code></a>
            </h2>
            ${meaning(frame, code)}
          </section>`,
      )}
      <p><a href="${docsPaths.page}">${text(frame.language, 'description')}</a></p>`,
  });

const intro = ({ language }: Frame, sentence: string): string =>
  sentence.includes(unnamed) ? `${text(language, 'intro')} ${text(language, 'dots')}` : text(language, 'intro');

const meaning = ({ language }: Frame, code: ProblemCode): Html => {
  const action = actionFor(language, code);
  return html`<p>${withCode(problemDetail(language, code))}</p>
    <p><small>HTTP ${problemStatuses[code]}</small></p>
    ${action?.url === undefined ? '' : html`<p><a href="${action.url}" rel="noreferrer">${action.label}</a></p>`}`;
};

/** Sentences have members of requests between backticks. */
const withCode = (sentence: string): readonly (string | Html)[] =>
  sentence.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
