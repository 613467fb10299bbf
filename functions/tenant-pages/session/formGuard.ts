import { createMiddleware } from 'hono/factory';
import { formFields } from '../../../shared/presentation/pages/form.ts';
import { isFromElsewhere } from '../../../shared/runtime/http/formOrigin.ts';
import type { PageEnv } from '../visit.ts';
import { keptFormOf, visitPage, type FrameDeps } from './answers.ts';
import { formTokenOf, judgeForm } from './formToken.ts';

/** More than any form of ours holds. */
const maxFormBytes = 64 * 1024;
const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** Reads a form before anybody asks who sent it, so that nothing that was typed is lost with a page session. */
export const readForm = (deps: FrameDeps & { readonly ownOrigin: string }) =>
  createMiddleware<PageEnv>(async (c, next) => {
    if (c.req.method !== 'POST') return next();
    if (isFromElsewhere(c.env.event, deps.ownOrigin)) return visitPage(c, deps, 'from_elsewhere');
    if (!formType.test(c.req.header('content-type') ?? '')) return visitPage(c, deps, 'from_elsewhere');
    const text = await c.req.text();
    if (Buffer.byteLength(text) > maxFormBytes) return visitPage(c, deps, 'too_large');
    c.set('form', new URLSearchParams(text));
    return next();
  });

/** Only a form of a page that this page session was shown gets to a route. */
export const checkForm = (deps: FrameDeps) =>
  createMiddleware<PageEnv>(async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const { session } = c.get('visit');
    const secret = c.get('secret');
    switch (judgeForm(c.get('form').get(formFields.token) ?? '', secret, session)) {
      case 'ours':
        return next();
      case 'earlier':
        return visitPage(c, deps, 'typed_earlier', keptFormOf(c, formTokenOf(secret, session)));
      case 'foreign':
        return visitPage(c, deps, 'other_person');
    }
  });
