import base from '../../jest.config.js';

/** The contract suites and the stories of a stage, against the stage that `CONFORMANCE_STAGE` names. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/{contract,conformance}/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testNamePattern: 'on the deployed stage',
  // The closing line of a run is that of `npm test`.
  reporters: ['default'],
  // A foreign emulator may take ten times as long as ours, and one request after the other.
  testTimeout: 300_000,
};
