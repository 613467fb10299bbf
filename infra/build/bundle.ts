import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Metafile, type OutputFile } from 'esbuild';
import { nodeModules } from './nodeModules.ts';

export interface BundleRequest {
  readonly names: readonly string[];
  /** Holds `<name>/index.ts` for every name, and `<name>/assets` where a function reads files at run time. */
  readonly sourceRoot: string;
  /** Gets `<name>/index.mjs` for every name, with its assets beside it; what stood there before is replaced. */
  readonly outRoot: string;
}

export interface Bundle {
  readonly name: string;
  /** Of the code that is loaded when the function starts. */
  readonly bytes: number;
  /** The sources of that code. What is imported by a call of `import()` is not among them: it is loaded when it is called for. */
  readonly sources: readonly string[];
  /** What esbuild finds odd but builds all the same. */
  readonly warnings: readonly string[];
}

/**
 * One self-contained ES module per function, with what is loaded later in files beside it, with its own copy of the SDK: the runtime's copy starts slower and changes
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
  return compiled.map(({ name, metafile, warnings }) => ({
    name,
    ...loadedAtStart(metafile),
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
  if (!plain.outputFiles.some(({ text }) => text.includes(requiresAtRuntime))) return plain;
  return build({ ...optionsFor(entry, folder), banner: { js: requireBanner } });
};

/** Goes from the module of the function along what it imports at once. */
const loadedAtStart = ({ outputs }: Metafile): { readonly bytes: number; readonly sources: readonly string[] } => {
  const entry = Object.keys(outputs).filter((path) => basename(path) === 'index.mjs');
  const files = new Set(entry);
  for (const file of files) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) files.add(path);
    }
  }
  const loaded = [...files].flatMap((file) => outputs[file] ?? []);
  return {
    bytes: loaded.reduce((sum, { bytes }) => sum + bytes, 0),
    sources: loaded.flatMap(({ inputs }) => Object.keys(inputs)),
  };
};

const optionsFor = (entry: string, folder: string) =>
  ({
    entryPoints: [entry],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'later-[hash]',
    splitting: true,
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
    metafile: true,
    plugins: [nodeModules],
  }) as const satisfies BuildOptions;
