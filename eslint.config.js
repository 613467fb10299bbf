import tseslint from 'typescript-eslint';

/**
 * The import walls: which room may import which. See docs/architecture.md for the reasons.
 * A pattern is matched against the import specifier as written, so rooms are told apart by their folder names.
 */
const sdk = ['@aws-sdk/*', '@smithy/*'];
const rooms = {
  domain: ['**/domain/**'],
  ports: ['**/ports/**'],
  usecases: ['**/usecases/**'],
  contracts: ['**/contracts/**'],
  exports: ['**/exports/**'],
  presentation: ['**/presentation/**'],
  adapters: ['**/adapters/**'],
  runtime: ['**/runtime/**'],
  api: ['**/api/**'],
  composition: ['**/composition/**'],
  functions: ['**/functions/**'],
  infra: ['**/infra/**'],
  local: ['**/local/**'],
  test: ['**/test/**'],
};
const allRoomsBut = (...allowed) =>
  Object.entries(rooms)
    .filter(([name]) => !allowed.includes(name))
    .flatMap(([, patterns]) => patterns);

/** Loads every service of AWS, which makes each synthesis a second longer. */
const barrel = { name: 'aws-cdk-lib', message: "Take it from 'aws-cdk-lib/core'." };

const wall = (files, forbidden, message, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { paths: [barrel], patterns: [{ group: forbidden, message }] }] },
});

/** A list is as long as its tenant makes it: a thousand reads at once starve everybody else. */
const unbounded = "CallExpression[callee.object.name='Promise'][callee.property.name=/^(all|allSettled|any|race)$/]";
const boundedFanOut = [
  `${unbounded}[arguments.0.type!='ArrayExpression']`,
  `${unbounded} > ArrayExpression > SpreadElement`,
].map((selector) => ({ selector, message: 'Use mapInParallel or inParallel, which are bounded.' }));

/** A schema of members is dear to build, and most of them are not needed by the function that starts. */
const builtAtImport = {
  selector:
    "CallExpression[callee.object.name='z'][callee.property.name=/^(object|strictObject|looseObject|array|union|discriminatedUnion|record|tuple)$/]:not(:function *)",
  message: 'Build it on its first use: onFirstUse(() => z.object(...)).',
};

const noAmbient = (files, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: "MemberExpression[object.name='process'][property.name='env']",
        message: 'Only entry points read the environment.',
      },
      {
        selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
        message: 'Time is passed in (Clock).',
      },
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is passed in (Clock).' },
      {
        selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
        message: 'Randomness is passed in.',
      },
      { selector: "CallExpression[callee.name='randomUUID']", message: 'Ids are passed in (IdSource).' },
      ...boundedFanOut,
      builtAtImport,
    ],
  },
});

export default tseslint.config(
  { ignores: ['node_modules', '**/dist', 'client/src/openapi.ts', 'cdk.out', '.local', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // A cast hides what a parse would find. `as const` stays allowed.
    files: ['shared/**/*.ts', 'functions/**/*.ts', 'infra/**/*.ts', 'local/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  wall(['shared/domain/**'], [...allRoomsBut('domain'), ...sdk, 'zod', 'node:*', '@middy/*'], 'The domain is pure.'),
  wall(
    ['shared/ports/**'],
    [...allRoomsBut('domain', 'ports'), ...sdk, 'zod', 'node:*'],
    'Ports speak domain words only.',
  ),
  wall(
    ['shared/usecases/**'],
    [...allRoomsBut('domain', 'ports', 'usecases'), ...sdk, 'zod', 'aws-lambda', 'node:*'],
    'Use cases know domain and ports only.',
  ),
  wall(['shared/contracts/**'], [...allRoomsBut('contracts'), ...sdk], 'Contracts are schemas only.'),
  wall(
    ['shared/presentation/**'],
    [...allRoomsBut('domain', 'contracts', 'presentation'), ...sdk, 'zod', 'aws-lambda'],
    'Presentation turns codes and values into words.',
  ),
  wall(
    ['shared/exports/**'],
    [...allRoomsBut('domain', 'contracts', 'exports'), ...sdk, 'zod', 'aws-lambda'],
    'A bookkeeping file is made of a statement alone.',
  ),
  wall(
    ['shared/adapters/**'],
    allRoomsBut('domain', 'ports', 'contracts', 'adapters'),
    'Adapters know domain, ports, contracts and their own SDK.',
  ),
  wall(
    ['shared/runtime/**'],
    [...allRoomsBut('contracts', 'domain', 'ports', 'presentation', 'runtime'), ...sdk],
    'The runtime knows neither adapters nor use cases.',
  ),
  wall(
    ['shared/api/**'],
    [...allRoomsBut('domain', 'ports', 'usecases', 'contracts', 'presentation', 'exports', 'runtime', 'api'), ...sdk],
    'A call is thin: parse, use case, render.',
  ),
  wall(
    ['shared/composition/**'],
    [...rooms.functions, ...rooms.infra, ...rooms.local, ...rooms.test],
    'Composition builds from shared/ only.',
  ),
  wall(
    ['functions/**'],
    [...allRoomsBut('domain', 'ports', 'usecases', 'contracts', 'presentation', 'exports', 'runtime', 'api'), ...sdk],
    'A handler is thin: parse, use case, render.',
    ['functions/*/index.ts'],
  ),
  wall(
    ['functions/*/index.ts'],
    [...rooms.infra, ...rooms.local, ...rooms.test],
    'A composition root builds from shared/ only.',
  ),
  wall(['infra/**'], [...allRoomsBut('contracts', 'infra'), ...sdk], 'Infra names functions by path.', [
    'infra/ops/**',
  ]),
  wall(
    ['infra/ops/**'],
    [...rooms.functions, ...rooms.local, ...rooms.test],
    "The operator's terminal builds from shared/ and the names of the stacks.",
  ),
  wall(
    ['local/**'],
    [
      ...rooms.functions,
      // The sandbox has an API of its own.
      '**/shared/api/**',
      ...rooms.infra,
      ...rooms.usecases,
      ...rooms.adapters,
      ...rooms.domain,
      ...rooms.ports,
      ...rooms.test,
    ],
    'The local runner reads the template and the bundles as files.',
  ),
  wall(
    ['client/src/**', 'examples/**'],
    Object.values(rooms).flat().concat('**/shared/**', sdk),
    'Somebody else runs it: it knows the API and nothing of ours.',
  ),
  noAmbient(
    ['shared/**/*.ts', 'functions/**/*.ts'],
    ['functions/*/index.ts', 'shared/runtime/systemClock.ts', 'shared/runtime/randomIds.ts'],
  ),
  {
    files: ['local/**/*.ts', 'bench/**/*.ts', 'infra/**/*.ts', 'supply-chain/**/*.ts', 'examples/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
