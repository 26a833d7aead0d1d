import { existsSync } from 'node:fs';

/** Jest, one project per kind of test; `npm test` runs them stage by stage (infrastructure/local/test.mjs). */

const transform = {
  '^.+\\.(ts|tsx)$': [
    '@swc/jest',
    {
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc: {
        target: 'es2024',
        keepClassNames: true,
        parser: { syntax: 'typescript', tsx: true, decorators: true, dynamicImport: true },
        // As tsc emits it: an injected class stays imported and its type stays known to Nest.
        transform: { legacyDecorator: true, decoratorMetadata: true, verbatimModuleSyntax: true, react: { runtime: 'automatic' } },
      },
    },
  ],
};

const shared = {
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  // `./thing.js` in our sources means thing.ts; the workspace packages are tested from source.
  resolver: '<rootDir>/infrastructure/jest/resolve-sources.cjs',
  moduleNameMapper: {
    '^@bpmn-studio/contracts$': '<rootDir>/services/contracts/src/index.ts',
    '^@bpmn-studio/bpmn/shared$': '<rootDir>/services/bpmn/src/shared/index.ts',
    '^@bpmn-studio/bpmn$': '<rootDir>/services/bpmn/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/[^/]+/(?:[^/]+/)?dist/', '<rootDir>/\\.data', '<rootDir>/\\.cache', '<rootDir>/bench/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/violations/'],
  transform,
};

const setup = (path) => (existsSync(new URL(path, import.meta.url)) ? { globalSetup: `<rootDir>/${path}` } : {});
const database = setup('services/api/test/support/test-cluster.ts');
const nest = { setupFiles: ['<rootDir>/services/api/test/support/load-nest.ts'] };
const api = { ...database, ...nest };

const project = (displayName, testMatch, more = {}) => ({
  ...shared,
  ...more,
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
});

// Measured: everything the services and the web's own logic are made of; not what draws (the browser tests see that),
// and not what is generated. The unit stage counts every file; the others only add to the files they touch, the browser
// tests too.
const measured = ['services/*/src/**/*.ts', 'web/src/**/*.ts', '!**/*.spec.ts', '!**/*.d.ts', '!**/generated/**', '!**/testing/**'];

export default {
  // Generous: what ends sooner costs nothing, and a busy machine is no failure. Jest heeds it here alone, not in a project.
  testTimeout: 30_000,
  projects: [
    project('unit', ['services/{contracts,bpmn}/src/**/*.spec.ts', 'infrastructure/**/*.spec.mjs']),
    project('unit-api', ['services/api/src/**/*.spec.ts'], nest),
    project('web', ['web/src/**/*.spec.{ts,tsx}']),
    project('architecture', ['services/api/test/{architecture,shipping,proof}/*.test.ts']),
    project('integration', ['services/api/test/integration/*.test.ts'], api),
    project('contract', ['services/api/test/contract/*.test.ts'], api),
    project('browser', ['web/e2e/*.test.ts'], { ...setup('web/e2e/support/start-product.mjs'), globalTeardown: '<rootDir>/web/e2e/support/stop-product.mjs' }),
  ],
  ...(process.env.COVER_TOUCHED_ONLY === undefined ? { collectCoverageFrom: measured } : {}),
  coverageProvider: 'babel',
  coverageReporters: ['json'],
  reporters: ['default', ['jest-junit', { outputDirectory: 'reports', outputName: process.env.JEST_JUNIT_OUTPUT_NAME ?? 'junit.xml', addFileAttribute: 'true' }]],
  maxWorkers: 2,
};
