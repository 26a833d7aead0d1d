import { unlessDone } from './fingerprint.mjs';
import { waitForLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { say, step } from './progress.mjs';
import { runCommand } from './run-command.mjs';

const SHARED_SOURCES = ['services/contracts/src', 'services/bpmn/src', 'tsconfig.base.json', 'package-lock.json'];
const GENERATED = 'services/api/src/platform/database/generated/client.ts';

/** Builds what is out of date: API and web at the same time. */
export async function buildAll() {
  await Promise.all([buildApi(), buildWeb()]);
}

/** Prisma's client from the schema, then the services from TypeScript. */
export async function buildApi() {
  await alone('api', async () => {
    await unlessDone({ sources: ['prisma/schema.prisma', 'package-lock.json'], outputs: [GENERATED], stamp: '.cache/stamps/prisma-client' }, () =>
      step('Generating the database client', generateClient),
    );
    await unlessDone(
      {
        sources: [...SHARED_SOURCES, 'prisma/schema.prisma', 'services/api/src', 'services/api/tsconfig.json', 'services/contracts/tsconfig.json', 'services/bpmn/tsconfig.json'],
        outputs: ['services/contracts/dist/index.js', 'services/bpmn/dist/index.js', 'services/api/dist/main.js'],
        stamp: 'services/api/dist/.sources',
      },
      () => step('Building the API', () => runCommand('Building the API', process.execPath, [inRoot('node_modules/typescript/bin/tsc'), '-b', 'services/api', '--pretty', 'false'])),
    );
  });
}

/** The single-page application. */
export async function buildWeb() {
  await alone('web', () =>
    unlessDone({ sources: [...SHARED_SOURCES, 'web'], outputs: ['web/dist/index.html'], stamp: 'web/dist/.sources' }, () =>
      step('Building the web application', () =>
        runCommand('Building the web application', process.execPath, [inRoot('node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], { NODE_ENV: 'production' }),
      ),
    ),
  );
}

/** Prisma's command looks for an engine that generating does not need; the stand-in keeps it from downloading one. */
export async function generateClient() {
  await runCommand('Generating the database client', process.execPath, [inRoot('node_modules/prisma/build/index.js'), 'generate', '--schema', 'prisma/schema.prisma'], {
    PRISMA_SCHEMA_ENGINE_BINARY: inRoot('infrastructure/local/no-schema-engine'),
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  });
}

async function alone(name, work) {
  const lock = await waitForLock(inRoot('.cache', `build-${name}.lock`), () => say('Another command is building; waiting for it.'));
  try {
    await work();
  } finally {
    lock.release();
  }
}
