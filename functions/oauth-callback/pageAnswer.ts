import { htmlPage, type Page } from '../../shared/presentation/htmlPage.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';

/** The address of a page may hold a secret, spent or not: it is passed on to nobody. */
export const pageHeaders = { 'referrer-policy': 'no-referrer' };

export const pageAnswer = (status: 200 | 400 | 403 | 404 | 500 | 503, page: Page): Answer => {
  const { html, policy } = htmlPage(page);
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    headers: { ...pageHeaders, 'content-security-policy': policy, 'x-frame-options': 'DENY' },
    body: html,
    language: page.language,
  };
};
