import { deployedLicences, toolLicences } from './allowed.ts';
import type { Locked, Manifest, NpmSettings } from './documents.ts';
import { isAllowed } from './licence.ts';

/** What comes in: the manifest, the lock that belongs to it, and how npm is told to install. */
export interface Supply {
  readonly manifest: Manifest;
  readonly lock: readonly Locked[];
  readonly settings: NpmSettings;
}

/** A rule finds what breaks it, in words that name the package. */
export type Rule = (supply: Supply) => readonly string[];

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** A range lets another version in than the one that was looked at, as soon as the lock is made anew. */
const exactVersions: Rule = ({ manifest: { dependencies, devDependencies, optionalDependencies, overrides } }) =>
  Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides })
    .filter(([, version]) => typeof version !== 'string' || !exact.test(version))
    .map(([name, version]) => `package.json: ${name} is asked for as ${JSON.stringify(version)}, not as one version`);

/** What has no checksum could be anything. A package inside another's archive is covered by the checksum of that one. */
const integrity: Rule = ({ lock }) =>
  lock
    .filter(({ inBundle, integrity: checksum }) => !inBundle && !checksum?.startsWith('sha512-'))
    .map(({ path }) => `the lock has no SHA-512 of ${path}`);

/** The registry is the machine's own setting; a lock that names an address leads past it, be it a host or a repository. */
const noAddresses: Rule = ({ lock }) =>
  lock
    .filter(({ resolved, link }) => resolved !== undefined || link)
    .map(({ path }) => `the lock names an address for ${path}: make it with omit-lockfile-registry-resolved`);

/**
 * A script at installation runs with the rights of whoever installs and fetches what no lock covers: none runs, and of each
 * that a package brings it was seen that its package works without.
 */
const installScripts: Rule = ({ manifest: { allowScripts }, lock, settings }) => {
  const withScripts = new Set(lock.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name));
  const decided = Object.entries(allowScripts);
  return [
    ...(settings.has('ignore-scripts=true')
      ? []
      : ['.npmrc does not say ignore-scripts=true: an older npm runs them all']),
    ...[...withScripts]
      .filter((name) => !Object.hasOwn(allowScripts, name))
      .map((name) => `${name} has a script at installation: see that it works without, and say false in allowScripts`),
    ...decided
      .filter(([name]) => !withScripts.has(name))
      .map(([name]) => `allowScripts decides on ${name}, which has no script at installation`),
    ...decided
      .filter(([, isAllowed]) => isAllowed)
      .map(([name]) => `the script of ${name} may run: what it fetches is not in the lock`),
  ];
};

const licences: Rule = ({ lock }) =>
  lock.flatMap(({ path, license, dev: isTool }) => {
    if (license === undefined) return [`the licence of ${path} is not known`];
    if (isAllowed(license, isTool ? toolLicences : deployedLicences)) return [];
    return [`${path} has the licence ${license}, which is not allowed for ${isTool ? 'tools' : 'what is deployed'}`];
  });

/** Every rule by the question that it answers. */
export const rules: Readonly<Record<string, Rule>> = {
  'exact versions': exactVersions,
  'checksums in the lock': integrity,
  'no addresses in the lock': noAddresses,
  'scripts at installation': installScripts,
  licences,
};
