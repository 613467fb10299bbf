import type { Answer } from '../../shared/runtime/http/answer.ts';
import { htmlPage } from './htmlPage.ts';

/** What a person is told on our own page: what happened, and what to do next. */
export interface Result {
  readonly status: 200 | 400 | 500;
  readonly title: string;
  readonly happened: string;
  readonly next: string;
}

export const resultPage = ({ status, title, happened, next }: Result): Answer =>
  htmlPage({ status, language: 'en', title, paragraphs: [happened, next] });
