import { TestEnvironment } from 'jest-environment-node';
import vm from 'node:vm';

// Nothing holds a worker of jest when it is told to end, but to tear down the contexts of hundreds of suites takes longer
// than jest waits for it: it leaves at once.
if (process.send) process.once('exit', () => process.exit());

/**
 * Jest's environment of Node on a plain global object. Jest's own sits behind a proxy, so that every look at `Math` or
 * `Buffer` costs; engines that run inside a suite feel it.
 */
export default class PlainGlobal extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
