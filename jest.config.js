/** What takes long by its nature is named `*.long.test.ts` and runs by itself (`npm run test:long`), or with the rest in the CI. */
const long = '\\.long\\.test\\.ts$';
const tiers = {
  quick: { testMatch: ['<rootDir>/test/**/*.test.ts'], left: [long] },
  long: { testMatch: ['<rootDir>/test/**/*.long.test.ts'], left: [] },
  all: { testMatch: ['<rootDir>/test/**/*.test.ts'], left: [] },
};
const { testMatch, left } = tiers[process.env['TEST_TIER'] ?? 'quick'];

/** @type {import('jest').Config} */
export default {
  testMatch,
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/setup/esbuildTransform.js' },
  transformIgnorePatterns: ['/node_modules/'],
  // These need a deployed stage: `npm run conformance`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/conformance/', ...left],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/', '<rootDir>/.local/'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/everyTestAsserts.js'],
  reporters: ['default', '<rootDir>/test/setup/closingLineReporter.js'],
  testSequencer: '<rootDir>/test/setup/storiesFirst.js',
  // The stories wait for a process of their own more than they work: three at a time keep two cores busy.
  maxWorkers: 3,
  // Modules of tests that are done stay in a worker's memory; a gigabyte of them makes everything wait for the collector.
  workerIdleMemoryLimit: '350MB',
  testEnvironment: '<rootDir>/test/setup/plainGlobal.js',
  testTimeout: 60_000,
};
