/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/setup/esbuildTransform.js' },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/', '<rootDir>/.local/'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/everyTestAsserts.js'],
  reporters: ['default', '<rootDir>/test/setup/closingLineReporter.js'],
  // Many tests wait for a product or an engine of their own: two at a time keep two cores busy.
  maxWorkers: 2,
  testTimeout: 60_000,
};
