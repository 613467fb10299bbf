import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type OutputFile } from 'esbuild';

export interface BundleRequest {
  readonly names: readonly string[];
  /** Holds `<name>/index.ts` for every name, and `<name>/assets` where a function reads files at run time. */
  readonly sourceRoot: string;
  /** Gets `<name>/index.mjs` for every name, with its assets beside it; what stood there before is replaced. */
  readonly outRoot: string;
}

export interface Bundle {
  readonly name: string;
  readonly bytes: number;
  /** What esbuild finds odd but builds all the same. */
  readonly warnings: readonly string[];
}

/**
 * One self-contained ES module per function, with its own copy of the SDK: the runtime's copy starts slower and changes
 * without notice. The same source makes the same bytes, so that an unchanged function is not deployed again.
 *
 * @throws Error naming every function whose source is missing or does not compile, before anything is written
 */
export const bundleFunctions = async ({ names, sourceRoot, outRoot }: BundleRequest): Promise<readonly Bundle[]> => {
  const missing = names.filter((name) => !existsSync(entryOf(sourceRoot, name)));
  if (missing.length > 0) throw new Error(`functions without an index.ts: ${missing.join(', ')}`);
  // All are compiled before the first is replaced: a mistake in one leaves the last good build as it is.
  const compiled = await Promise.all(
    names.map(async (name) => ({ name, ...(await compile(entryOf(sourceRoot, name), join(outRoot, name))) })),
  );
  await rm(outRoot, { recursive: true, force: true });
  for (const { name, outputFiles } of compiled) {
    await writeAll(join(outRoot, name), outputFiles);
    await copyAssets(join(sourceRoot, name), join(outRoot, name));
  }
  return compiled.map(({ name, outputFiles, warnings }) => ({
    name,
    bytes: codeOf(outputFiles)?.contents.length ?? 0,
    warnings: warnings.map(({ text }) => text),
  }));
};

const entryOf = (sourceRoot: string, name: string): string => join(sourceRoot, name, 'index.ts');

const writeAll = async (folder: string, files: readonly OutputFile[]): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const { path, contents } of files) await writeFile(join(folder, basename(path)), contents);
};

/** Found by `new URL('./assets/...', import.meta.url)`, from the source and from the bundle alike. */
const copyAssets = async (source: string, folder: string): Promise<void> => {
  const assets = join(source, 'assets');
  if (existsSync(assets)) await cp(assets, join(folder, 'assets'), { recursive: true });
};

/** CommonJS packages call `require`, which ES modules do not have. Most of our bundles hold none and need no banner. */
const requireBanner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";
const requiresAtRuntime = 'Dynamic require of "';

const compile = async (entry: string, folder: string) => {
  const plain = await build(optionsFor(entry, folder));
  if (codeOf(plain.outputFiles)?.text.includes(requiresAtRuntime) !== true) return plain;
  return build({ ...optionsFor(entry, folder), banner: { js: requireBanner } });
};

const codeOf = (files: readonly OutputFile[]): OutputFile | undefined =>
  files.find(({ path }) => path.endsWith('index.mjs'));

const optionsFor = (entry: string, folder: string) =>
  ({
    entryPoints: [entry],
    outfile: join(folder, 'index.mjs'),
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    treeShaking: true,
    legalComments: 'none',
    // Read only when somebody turns source maps on for a function; it holds positions, never the source.
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
  }) as const satisfies BuildOptions;
