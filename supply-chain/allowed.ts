/** Licences of what is deployed: they ask for a notice at most. */
export const deployedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  // Gives the work to everybody and asks for nothing.
  'Unlicense',
]);

/** Licences of tools, which are used here and handed to nobody; nothing that reaches over to what is built with them. */
export const toolLicences: ReadonlySet<string> = new Set([
  ...deployedLicences,
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  // Reaches over to its own files only, which are used as they are.
  'MPL-2.0',
  // Both of Python: they ask for a notice.
  'PSF-2.0',
  'Python-2.0',
]);
