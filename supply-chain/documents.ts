import * as z from 'zod';

const versions = z.record(z.string(), z.string()).default({});

const manifestSchema = z.looseObject({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  overrides: z.record(z.string(), z.unknown()).default({}),
  /** Packages with scripts at installation, and whether they may run. */
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});

const lockedPackage = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().default(false),
  inBundle: z.boolean().default(false),
  dev: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});

const lockSchema = z.looseObject({ lockfileVersion: z.number(), packages: z.record(z.string(), lockedPackage) });

/** `package.json`, as far as it says what comes in. */
export type Manifest = z.output<typeof manifestSchema>;

/** The lines of `.npmrc`. */
export type NpmSettings = ReadonlySet<string>;

export const parseSettings = (text: string): NpmSettings =>
  new Set(text.split('\n').map((line) => line.replaceAll(' ', '')));

/** One package of the lock, by the name under which it is imported. */
export interface Locked extends z.output<typeof lockedPackage> {
  readonly path: string;
  readonly name: string;
}

export const parseManifest = (text: string): Manifest => manifestSchema.parse(JSON.parse(text));

const packagesFolder = 'node_modules/';

/**
 * Reads `package-lock.json`; the project's own entry is left out.
 *
 * @throws Error for a format other than that of npm 7 and later, which the rules do not know
 */
export const parseLock = (text: string): readonly Locked[] => {
  const { lockfileVersion, packages } = lockSchema.parse(JSON.parse(text));
  if (lockfileVersion !== 3) throw new Error(`the lock has format ${lockfileVersion}; the rules know format 3`);
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      ...entry,
      path,
      name: path.slice(path.lastIndexOf(packagesFolder) + packagesFolder.length),
    }));
};
