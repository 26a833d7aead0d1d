import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startApi, untilReady } from './api-process.mjs';
import { buildApi } from './build.mjs';
import { takeDataDirectory } from './data-dir.mjs';
import { bringDatabase } from './database.mjs';
import { dataDirectory, inRoot, ROOT } from './paths.mjs';
import { freePortNear, requireFreePort } from './ports.mjs';
import { say } from './progress.mjs';
import { stopSignal } from './stop-signal.mjs';

/** npm run dev: compiles and restarts the API at every change, and serves the web with Vite's hot reload. */
export async function dev() {
  const stopAsked = stopSignal();
  const dataDir = dataDirectory();
  const lock = takeDataDirectory(dataDir);
  const toStop = [];
  try {
    const port = Number(process.env.PORT?.trim() || 3000);
    await requireFreePort(port, lock.stale ? 15_000 : 0);
    const database = await bringDatabase(dataDir);
    toStop.unshift(database.stop);
    await buildApi();
    const compiler = watch('node_modules/typescript/bin/tsc', ['-b', 'services/api', '--watch', '--preserveWatchOutput']);
    toStop.unshift(compiler.stop);
    const api = startApi({ ...database.env, DATA_DIR: dataDir, PORT: String(port) }, ['--watch', '--watch-preserve-output']);
    toStop.unshift(api.stop);
    const webPort = await freePortNear(5173);
    const web = watch('node_modules/vite/bin/vite.js', ['--config', 'web/vite.config.ts', '--port', String(webPort), '--strictPort'], { API_URL: `http://127.0.0.1:${port}` });
    toStop.unshift(web.stop);
    if ((await Promise.race([untilReady(port, api), stopAsked.promise])) === true) say(`\n  Developing on http://localhost:${webPort}; the API is on http://localhost:${port}. Ctrl-C stops everything.\n`);
    await Promise.race([stopAsked.promise, api.ended, compiler.ended, web.ended]);
    return stopAsked.now() ? 0 : 1;
  } finally {
    for (const stop of toStop) await stop();
    lock.release();
  }
}

function watch(program, args, env = {}) {
  const child = spawn(process.execPath, [inRoot(program), ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
  const ended = once(child, 'exit');
  return {
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
