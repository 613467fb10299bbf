import { escapedHtml } from '../html.ts';

interface ViewerParts {
  readonly product: string;
  readonly icon: string;
  readonly scripts: readonly string[];
}

/** Loads no letters and no logos of others; shows everything on one page, and calls the API with a token that is entered. */
const settings = {
  'spec-url': '/v1/openapi.json',
  'load-fonts': 'false',
  'regular-font': 'system-ui, sans-serif',
  'mono-font': 'ui-monospace, monospace',
  'font-size': 'large',
  'render-style': 'focused',
  'show-header': 'false',
  'show-method-in-nav-bar': 'as-colored-text',
  'use-path-in-nav-bar': 'false',
  'schema-style': 'table',
  'schema-description-expanded': 'true',
  'allow-spec-file-download': 'false',
  'persist-auth': 'false',
} as const;

/** For whoever listens to the page: the viewer writes its title as no heading. */
const unseen = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)';

/** The description of the API in a viewer. It is in English, as the description is. */
export const viewerPage = ({ product, icon, scripts }: ViewerParts): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>API · ${escapedHtml(product)}</title>`,
    `<link rel="icon" href="${escapedHtml(icon)}">`,
    ...scripts.map((path) => `<script type="module" src="${escapedHtml(path)}"></script>`),
    '</head>',
    `<body><header style="${unseen}"><h1>API · ${escapedHtml(product)}</h1></header>`,
    `<rapi-doc ${Object.entries(settings)
      .map(([name, value]) => `${name}="${escapedHtml(value)}"`)
      .join(' ')}></rapi-doc></body>`,
    '</html>',
    '',
  ].join('\n');
