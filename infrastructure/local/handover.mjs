import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { buildApi } from './build.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { Fault, say } from './progress.mjs';

/** Brings the built API up to date and hands over to a script of the repository; answers with its exit code. */
export async function handOver(script, args) {
  if (!existsSync(inRoot(script))) throw new Fault(`${script} is missing from this checkout.`);
  try {
    await buildApi();
  } catch (error) {
    say(error.message); // the script decides what a failed build means; the tests have a stage for types
  }
  const child = spawn(process.execPath, [inRoot(script), ...args], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
