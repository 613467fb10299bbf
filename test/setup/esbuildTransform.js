import { transformSync } from 'esbuild';

// Types are checked apart (`npm run types`); here they are only stripped.
export default {
  process: (source, path) =>
    transformSync(source, { loader: 'ts', format: 'esm', target: 'node24', sourcemap: 'inline', sourcefile: path }),
};
