import type { Context } from 'hono';
import type { ApiClient } from '../../shared/api/apiClient.ts';
import type { Instant } from '../../shared/domain/calendar/calendarDate.ts';
import type { Language } from '../../shared/domain/mail/language.ts';
import type { PageSession } from '../../shared/domain/pages/pageSession.ts';
import type { Frame } from '../../shared/presentation/pages/layout.ts';
import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';

/** Somebody who is signed in looks at a page. */
export interface Visit {
  readonly session: PageSession;
  readonly language: Language;
  /** The API, for this person. */
  readonly api: ApiClient;
  /** What surrounds the page. */
  readonly frame: Frame;
  /** Proof that a form is ours (hidden field `_token`). */
  readonly formToken: string;
  /** A new value for the hidden field `_once`: the API carries a form that is sent twice out once. */
  readonly newOnce: () => string;
  readonly now: Instant;
}

/** What the middleware gives to a route. */
export interface PageEnv {
  readonly Bindings: { readonly event: ApiEvent };
  readonly Variables: {
    visit: Visit;
    /** The secret of the cookie. */
    secret: string;
    /** What was typed into a form; its token has been checked before a route sees it. */
    form: URLSearchParams;
  };
}

export type PageContext = Context<PageEnv>;
