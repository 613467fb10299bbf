import { makePages } from '../../../functions/tenant-pages/pages.ts';
import { makeRooms, roomNames } from '../../../functions/tenant-pages/rooms.ts';
import { inert } from '../../builders/inert.ts';
import type { Caller, TheProduct } from './theProduct.ts';

const formType = 'application/x-www-form-urlencoded';

export interface PageAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export interface Visit {
  readonly look: (path: string) => Promise<PageAnswer>;
  /** Sends a form of ours, as a page of this visit would. */
  readonly send: (path: string, form: Readonly<Record<string, string>>) => Promise<PageAnswer>;
}

/** Somebody whom the product of a tenant has let in, before the pages; without a browser. */
export const visitOf = async ({ url }: Pick<TheProduct, 'url'>, caller: Caller): Promise<Visit> => {
  const { body } = await caller.post('/v1/page-sessions', { page: 'overview' });
  const opened = await fetch(body.url, { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = async (path: string, init: RequestInit): Promise<PageAnswer> => {
    const answer = await fetch(`${url}${path}`, { ...init, redirect: 'manual' });
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  };
  const look = (path: string) => ask(path, { headers: { cookie } });
  const overview = await look('/pages/overview');
  const token = /name="_token" value="([^"]+)"/.exec(overview.text)?.[1] ?? '';
  return {
    look,
    send: (path, form) =>
      ask(path, {
        method: 'POST',
        headers: { cookie, origin: url, 'content-type': formType },
        body: new URLSearchParams({ _token: token, ...form }).toString(),
      }),
  };
};

export interface PageRoute {
  readonly method: string;
  /** With `:id` and the like for what varies. */
  readonly path: string;
}

/** Every address that the pages answer, as their own router lists them. */
export const pageRoutes = async (): Promise<readonly PageRoute[]> => {
  const deps = {
    ...inert<Parameters<typeof makePages>[0]>('pages'),
    assets: {
      style: { path: '/pages/assets/style', contentType: 'text/css', body: '' },
      script: { path: '/pages/assets/script', contentType: 'text/javascript', body: '' },
      icon: { path: '/pages/assets/icon', contentType: 'image/svg+xml', body: '' },
    },
    publicUrl: 'https://sync.example',
    pontoAuthorizationUrl: 'https://ponto.example',
  };
  const pages = makePages(deps, (await Promise.all(roomNames.map(makeRooms(deps)))).flat());
  const known = new Map(
    pages.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  );
  return [...known.values()];
};
