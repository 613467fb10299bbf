import { pathToFileURL } from 'node:url';

/** Imports one module and tells how long that took. */
const { href } = pathToFileURL(process.argv[2] ?? '');
const began = performance.now();
await import(href);
process.send?.(performance.now() - began, () => process.exit(0));
