import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApi, untilReady } from './api-process.mjs';
import { buildAll } from './build.mjs';
import { takeDataDirectory } from './data-dir.mjs';
import { bringDatabase } from './database.mjs';
import { dataDirectory } from './paths.mjs';
import { requireFreePort } from './ports.mjs';
import { say } from './progress.mjs';
import { endCommands } from './run-command.mjs';
import { stopSignal } from './stop-signal.mjs';

const DRAIN_MS = 15_000;

/** npm start: builds what is missing, brings the database up meanwhile, serves until it is told to stop. Answers the exit code. */
export async function start() {
  const stopAsked = stopSignal();
  void stopAsked.promise.then(endCommands);
  const dataDir = dataDirectory();
  const lock = takeDataDirectory(dataDir);
  const toStop = [];
  try {
    // A PORT that is no port is left to the API, which lists it with everything else that is wrong.
    const port = Number(process.env.PORT?.trim() || 3000);
    if (isPort(port)) await requireFreePort(port, lock.stale ? DRAIN_MS : 0);
    const database = bringDatabase(dataDir).then((brought) => {
      toStop.unshift(brought.stop);
      return brought;
    });
    const [{ env }] = await allOrFirstFault([database, buildAll()]);
    if (stopAsked.now()) return 0;
    const api = startApi({ ...env, DATA_DIR: dataDir });
    toStop.unshift(api.stop);
    return await serve(api, port, dataDir, env.DEMO === 'true', stopAsked);
  } catch (error) {
    if (!stopAsked.now()) throw error;
    return 0; // what we ended failed, as was to be expected
  } finally {
    for (const stop of toStop) await stop();
    lock.release();
  }
}

async function serve(api, port, dataDir, demo, stopAsked) {
  const first = await Promise.race([untilReady(port, api), stopAsked.promise]);
  if (first === true) welcome(port, dataDir, demo);
  const end = await Promise.race([api.ended, stopAsked.promise]);
  if (stopAsked.now()) {
    say('\nStopping: requests in work are finished first.');
    return 0;
  }
  say(first === true ? `The API ended by itself (${end}).` : `The API did not start (${end}); what it said stands above.`);
  return typeof end === 'number' && end !== 0 ? end : 1;
}

function welcome(port, dataDir, demo) {
  const seconds = ((Date.now() - Number(process.env.BPMN_STUDIO_STARTED)) / 1000).toFixed(1);
  const demoFile = join(dataDir, 'demo.json');
  const lines = ['', `  BPMN Studio is ready: ${process.env.BASE_URL?.trim() || `http://localhost:${port}`}`];
  if (demo && existsSync(demoFile)) {
    const { email, password } = JSON.parse(readFileSync(demoFile, 'utf8'));
    lines.push(`  Sign in as ${email} with the password ${password} (kept in ${demoFile})`);
  }
  say([...lines, `  Started in ${seconds} s. Ctrl-C stops everything.`, ''].join('\n'));
}

/** All of them, or the first failure, but only once the others have come to rest: they must be stopped, too. */
async function allOrFirstFault(works) {
  const settled = await Promise.allSettled(works);
  const failed = settled.find((work) => work.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.map((work) => work.value);
}

function isPort(port) {
  return Number.isInteger(port) && port > 0 && port <= 65535;
}
