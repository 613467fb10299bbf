import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutants } from './mutants.ts';

const root = join(import.meta.dirname, '..', '..');
const rootUrl = pathToFileURL(`${root}/`).href;
const fileUrls = mutants.map(({ file }) => pathToFileURL(join(root, file)).href);
const mark = /\?mutant=(\d+)$/;

/** Which of our modules import a module, as far as any was loaded without a mark. */
const importers = new Map<string, Set<string>>();

/** A broken module, and every one of ours that it is reached from: what is loaded once more for a mutant. */
const broken = fileUrls.map(() => new Set<string>());

const reach = (url: string, reached: Set<string>): void => {
  if (reached.has(url)) return;
  reached.add(url);
  for (const importer of importers.get(url) ?? []) reach(importer, reached);
};

const isOurs = (url: string): boolean => url.startsWith(rootUrl) && !url.includes('/node_modules/');

/**
 * Makes `import('./simulate.ts?mutant=3')` load the simulation once more with the third safeguard broken. Only the modules
 * that lead to the broken one are made anew: all others are those of the simulation that was loaded whole before, warm as
 * they are.
 */
export const breakMarkedModules = async (...simulations: readonly string[]): Promise<void> => {
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      const parent = context.parentURL ?? '';
      const number = mark.exec(parent)?.[1];
      if (!isOurs(resolved.url)) return resolved;
      if (number === undefined) {
        if (!mark.test(resolved.url))
          importers.set(resolved.url, (importers.get(resolved.url) ?? new Set()).add(parent));
        return resolved;
      }
      return broken[Number(number)]?.has(resolved.url)
        ? { ...resolved, url: `${resolved.url}?mutant=${number}` }
        : resolved;
    },
    load: (url, context, next) => {
      const loaded = next(url, context);
      const number = mark.exec(url)?.[1];
      const mutant = number === undefined ? undefined : mutants[Number(number)];
      if (!mutant || url.replace(mark, '') !== fileUrls[Number(number)]) return loaded;
      return { ...loaded, source: String(loaded.source).replace(mutant.from, () => mutant.to) };
    },
  });
  for (const simulation of simulations) await import(simulation);
  for (const [number, url] of fileUrls.entries()) reach(url, broken[number] ?? new Set());
};
