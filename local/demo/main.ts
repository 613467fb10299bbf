import { parseArgs } from 'node:util';
import * as z from 'zod';
import { makeApi, type Api } from './api.ts';
import { differenceStory } from './differenceStory.ts';
import { expiryStory } from './expiryStory.ts';
import { findProduct, startOwn, type Product } from './product.ts';
import { createNarrator } from './narrator.ts';
import { tour } from './tour.ts';

/**
 * `npm run demo`: the main job through the HTTP API, told step by step. It uses the `npm start` that runs, or starts one of
 * its own with data that is thrown away. `--story expiry` tells how an authorisation ends and is renewed,
 * `--story difference` how books and bank differ.
 */
const narrator = createNarrator((text) => process.stdout.write(text));

const sandboxNow = async (pontoUrl: string): Promise<string> => {
  const answer = await fetch(new URL('/sandbox-control/clock', pontoUrl));
  if (!answer.ok) throw new Error('the demo moves time, which only our own Ponto sandbox lets it do');
  return z.object({ now: z.iso.datetime() }).parse(await answer.json()).now;
};

interface Story {
  readonly begin: () => Promise<Product>;
  readonly show: (deps: { readonly api: Api; readonly local: Api }) => Promise<boolean>;
  readonly good: string;
  readonly bad: string;
}

const stories: Readonly<Record<string, Story>> = {
  main: {
    begin: () => findProduct(Number(process.env['PORT'] ?? '3000')),
    show: (deps) => tour({ ...deps, sandboxNow, narrator }),
    good: 'The statement adds up and is proven against the bank.',
    bad: 'No statement was proven.',
  },
  difference: {
    begin: startOwn,
    show: (deps) => differenceStory({ ...deps, sandboxNow, narrator }),
    good: 'The difference was shown as long as it lasted, and is gone.',
    bad: 'The difference was not shown, or did not go.',
  },
  expiry: {
    // It moves time half a year ahead, which no product that somebody works on should have to follow.
    begin: startOwn,
    show: (deps) => expiryStory({ ...deps, narrator }),
    good: 'The authorisation is renewed, and the gap is filled.',
    bad: 'The gap was not filled.',
  },
};

const name = parseArgs({ options: { story: { type: 'string', default: 'main' } } }).values.story;
const story = stories[name];
if (!story) throw new Error(`there is no story ${name}: choose ${Object.keys(stories).join(' or ')}`);

const product = await story.begin();
try {
  narrator.text(
    product.isOurOwn ? 'Started a product of its own for this tour.' : `Using the product at ${product.url}.`,
  );
  const local = makeApi(product.url, undefined);
  const tenantId = `demo-${Date.now().toString(36)}`;
  const asking = { tenantId, tenantName: 'Bakkerij De Korenaar' };
  const { token } = await local.send('POST', '/local/tokens', asking, z.object({ token: z.string() }));
  const isGood = await story.show({ api: makeApi(product.url, token), local });
  narrator.text(`\n${isGood ? story.good : story.bad}`);
  // A product of its own ends with the tour.
  if (!product.isOurOwn) narrator.text(`Look at it in a browser: ${product.url}/?tenant=${tenantId}`);
  process.exitCode = isGood ? 0 : 1;
} catch (error) {
  narrator.text(`\nThe tour ended early: ${error instanceof Error ? error.message : 'unknown reason'}`);
  process.exitCode = 1;
} finally {
  await product.stop();
}
