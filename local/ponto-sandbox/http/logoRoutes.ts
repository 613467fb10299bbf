import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { institutionById } from '../core/institutions/catalogue.ts';

/** A plain sign in the bank's colour: the banks' own logos are not ours to ship. */
export const addLogoRoutes = (app: Hono<{ Bindings: HttpBindings }>): void => {
  app.get('/logos/:file{[0-9a-f-]+\\.svg}', async (context) => {
    const institution = institutionById(context.req.param('file').slice(0, -4));
    if (!institution) return context.notFound();
    const sign = html`<svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 64 64"
      role="img"
      aria-label="${institution.name}"
    >
      <rect width="64" height="64" rx="12" fill="${institution.color}" />
      <text x="32" y="42" font-family="sans-serif" font-size="30" font-weight="700" text-anchor="middle" fill="#fff">
        ${institution.name.slice(0, 1)}
      </text>
    </svg>`;
    return context.body(String(await sign), 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' });
  });
};
