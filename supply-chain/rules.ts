import { deployedLicences, toolLicences } from './allowed.ts';
import type { Locked, Manifest } from './documents.ts';
import { isAllowed } from './licence.ts';

/** What comes in: the manifest and the lock that belongs to it. */
export interface Supply {
  readonly manifest: Manifest;
  readonly lock: readonly Locked[];
}

/** A rule finds what breaks it, in words that name the package. */
export type Rule = (supply: Supply) => readonly string[];

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** A range lets another version in than the one that was looked at, as soon as the lock is made anew. */
const exactVersions: Rule = ({ manifest: { dependencies, devDependencies, overrides } }) =>
  Object.entries({ ...dependencies, ...devDependencies, ...overrides })
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

/** Code that runs at installation runs with the rights of whoever installs: each one is decided on. */
const installScripts: Rule = ({ manifest: { allowScripts }, lock }) => {
  const withScripts = new Set(lock.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name));
  const decided = Object.keys(allowScripts);
  return [
    ...[...withScripts]
      .filter((name) => !decided.includes(name))
      .map((name) => `${name} has a script at installation: decide on it in allowScripts of package.json`),
    ...decided
      .filter((name) => !withScripts.has(name))
      .map((name) => `allowScripts decides on ${name}, which has no script at installation`),
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
