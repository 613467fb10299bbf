import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutants } from './mutants.ts';

const root = join(import.meta.dirname, '..', '..');
const rootUrl = pathToFileURL(`${root}/`).href;
const fileUrls = mutants.map(({ file }) => pathToFileURL(join(root, file)).href);
const mark = /\?mutant=(\d+)$/;

/**
 * Makes `import('./simulate.ts?mutant=3')` load the engine and the simulation once more, as modules of their own, with
 * the third safeguard broken: every module of ours that a marked one imports is marked too.
 */
export const breakMarkedModules = (): void => {
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      const [marked] = mark.exec(context.parentURL ?? '') ?? [];
      const isOurs = resolved.url.startsWith(rootUrl) && !resolved.url.includes('/node_modules/');
      return marked === undefined || !isOurs ? resolved : { ...resolved, url: resolved.url + marked };
    },
    load: (url, context, next) => {
      const loaded = next(url, context);
      const number = mark.exec(url)?.[1];
      const mutant = number === undefined ? undefined : mutants[Number(number)];
      if (!mutant || url.replace(mark, '') !== fileUrls[Number(number)]) return loaded;
      return { ...loaded, source: String(loaded.source).replace(mutant.from, () => mutant.to) };
    },
  });
};
