/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/setup/esbuildTransform.js' },
  transformIgnorePatterns: ['/node_modules/'],
  // These need a deployed stage: `npm run conformance`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/conformance/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/', '<rootDir>/.local/'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/everyTestAsserts.js'],
  reporters: ['default', '<rootDir>/test/setup/closingLineReporter.js'],
  // Many tests wait for a product or an engine of their own: two at a time keep two cores busy.
  maxWorkers: 2,
  testTimeout: 60_000,
};
