import * as z from 'zod';
import { makeApi } from './api.ts';
import { findProduct } from './product.ts';
import { makeTeller } from './telling.ts';
import { tour } from './tour.ts';

/**
 * `npm run demo`: the main job through the HTTP API, told step by step. It uses the `npm start` that runs, or starts one of
 * its own with data that is thrown away.
 */
const tell = makeTeller((text) => process.stdout.write(text));

const sandboxNow = async (authorizationUrl: string): Promise<string> => {
  const answer = await fetch(new URL('/sandbox-control/clock', authorizationUrl));
  if (!answer.ok) throw new Error('the demo moves time, which only our own Ponto sandbox lets it do');
  return z.object({ now: z.iso.datetime() }).parse(await answer.json()).now;
};

const product = await findProduct(Number(process.env['PORT'] ?? '3000'));
try {
  tell.say(product.isOurOwn ? 'Started a product of its own for this tour.' : `Using the product at ${product.url}.`);
  const local = makeApi(product.url, undefined);
  const tenantId = `demo-${Date.now().toString(36)}`;
  const { token } = await local.send('POST', '/local/tokens', { tenantId }, z.object({ token: z.string() }));
  const isProven = await tour({ api: makeApi(product.url, token), local, sandboxNow, tell });
  tell.say(isProven ? '\nThe statement adds up and is proven against the bank.' : '\nNo statement was proven.');
  process.exitCode = isProven ? 0 : 1;
} catch (error) {
  tell.say(`\nThe tour ended early: ${error instanceof Error ? error.message : 'unknown reason'}`);
  process.exitCode = 1;
} finally {
  await product.stop();
}
