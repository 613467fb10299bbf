import { TestEnvironment } from 'jest-environment-node';
import vm from 'node:vm';

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
