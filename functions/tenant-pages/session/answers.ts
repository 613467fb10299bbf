import { formFields } from '../../../shared/presentation/pages/form.ts';
import type { Frame } from '../../../shared/presentation/pages/layout.ts';
import type { KeptForm } from '../../../shared/presentation/pages/keptForm.ts';
import type { SessionPageKind } from '../../../shared/presentation/pages/sessionPages.ts';
import { readerOf } from '../../../shared/runtime/http/apiEvent.ts';
import type { Assets } from '../assets.ts';
import type { PageContext } from '../visit.ts';

const statuses = {
  link_over: 410,
  signed_out: 200,
  over: 401,
  typed_earlier: 409,
  other_person: 403,
  from_elsewhere: 403,
  other_task: 403,
  not_found: 404,
  too_large: 413,
  unexpected: 500,
} as const satisfies Record<SessionPageKind, number>;

export interface FrameDeps {
  readonly assets: Assets;
  readonly productName: string;
}

export const assetPaths = ({ style, script, icon }: Assets): Frame['assets'] => ({
  style: style.path,
  script: script.path,
  icon: icon.path,
});

/** What surrounds a page that nobody is signed in to. */
const outside = (c: PageContext, { assets, productName }: FrameDeps): Frame => ({
  language: readerOf(c.env.event),
  product: productName,
  company: productName,
  assets: assetPaths(assets),
});

/** A page about the visit, in the frame of who is signed in, if anybody is. Loaded for who meets one: mostly nobody does. */
export const visitPage = async (c: PageContext, deps: FrameDeps, kind: SessionPageKind, kept?: KeptForm) => {
  const { sessionPage } = await import('../../../shared/presentation/pages/sessionPages.ts');
  return c.html(sessionPage(kind, c.get('visit')?.frame ?? outside(c, deps), kept), statuses[kind]);
};

/** Of our own, whatever the path says: two slashes would begin the name of a host. */
const addressOf = (c: PageContext): string => {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname.replace(/^\/+/, '/')}${search}`;
};

/**
 * What was typed, to be sent again: with the token that it came with, unless there is a new one. It stays one sending: what
 * was carried out before a failure is not carried out again.
 */
export const keptFormOf = (c: PageContext, formToken?: string): KeptForm | undefined => {
  const form = c.get('form');
  if (!form) return undefined;
  return {
    action: addressOf(c),
    typed: [...form].filter(([name]) => name !== formFields.token),
    formToken: formToken ?? form.get(formFields.token) ?? '',
  };
};
