import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const namespace = 'node-module';
const isOurs = new RegExp(`^(node:)?(${builtinModules.map((name) => name.replaceAll('/', '\\/')).join('|')})$`);

/**
 * Takes Node's own modules as they are. An `import` of one reads every export of it, also those that Node loads when they
 * are read first: that of `node:http` loads Node's WebSocket client, a third of the time that a small function starts in.
 */
export const nodeModules: Plugin = {
  name: 'node modules as they are',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: isOurs }, ({ path }) => ({ path: path.replace(/^(node:)?/, 'node:'), namespace }));
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};
