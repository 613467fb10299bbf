import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { deployedLicences } from './allowed.ts';
import { isAllowed } from './licence.ts';

/** A file of somebody else's package that lies in the repository, compressed. */
interface Vendored {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly folder: string;
  /** Of what it unpacks to: the file in the package. */
  readonly sha256: string;
}

/** The viewer of the API's description: `dist/rapidoc-min.js`. */
export const viewer: Vendored = {
  name: 'rapidoc',
  version: '9.3.8',
  licence: 'MIT',
  folder: 'functions/tenant-pages/assets/docs',
  sha256: 'affbd173a65e870e18f392cca963113bcdafb6e50e88cd2f6a834a65b22db94d',
};

/**
 * What is wrong with a file that lies in the repository: its version, its checksum, its licence.
 *
 * @param project the folder of the project
 */
export const vendoredFindings = (
  project: string,
  { name, version, licence, folder, sha256 }: Vendored,
): readonly string[] => {
  const place = join(project, folder);
  const [file, text] = [`${name}-${version}.js.br`, `${name}-${version}.LICENSE.txt`];
  const there = new Set(readdirSync(place));
  if (!there.has(file)) return [`${folder} has no ${file}`];
  const others = [...there].filter((one) => one.startsWith(`${name}-`) && one !== file && one !== text);
  const unpacked = brotliDecompressSync(readFileSync(join(place, file)));
  return [
    ...others.map((one) => `${folder} has ${one} beside version ${version}`),
    ...(createHash('sha256').update(unpacked).digest('hex') === sha256
      ? []
      : [`${file} unpacks to something else than ${name} ${version}`]),
    ...(isAllowed(licence, deployedLicences) ? [] : [`${name} has the licence ${licence}, which is not allowed`]),
    ...(there.has(text) && readFileSync(join(place, text), 'utf8').startsWith(`${licence} License`)
      ? []
      : [`${folder} has no text of the licence ${licence} of ${name} ${version}`]),
  ];
};
