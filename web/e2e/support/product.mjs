import { spawn } from 'node:child_process';
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 20_000;

/** Limits no journey runs into. */
const GENEROUS = { RATE_LIMIT_SAVE_PER_MINUTE: '10000', RATE_LIMIT_DEFAULT_PER_MINUTE: '100000', RATE_LIMIT_SIGN_IN_PER_MINUTE: '10000', SIGN_IN_TRIES: '10000' };

/**
 * The real product, started as a user starts it (`npm start`), on a free port with data of its own.
 * @param settings more variables of its environment, such as lower limits
 * @returns its address, and stop(), which ends it and removes its data
 */
export async function startProduct(settings = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bpmn-studio-e2e-'));
  chmodSync(dataDir, 0o755); // PostgreSQL runs under a user of its own when we are root
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  const logFile = join(ROOT, `reports/product${Object.keys(settings).length === 0 ? '' : '-2'}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, ['infrastructure/local/run.mjs', 'start'], {
    cwd: ROOT,
    env: { ...process.env, ...GENEROUS, ...settings, BPMN_STUDIO_NODE: process.execPath, NODE_ENV: 'production', DEMO: 'true', PORT: String(port), METRICS_PORT: String(metricsPort), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const left = new Promise((done) => child.once('close', (code, signal) => done(code ?? signal)));

  const stop = async () => {
    signalGroup(child, 'SIGTERM');
    const late = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_LIMIT_MS);
    await left;
    clearTimeout(late);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const ready = await Promise.race([untilReady(url), left.then((code) => `it left with ${code}`)]);
  if (ready === true) return { url, dataDir, stop };
  await stop();
  throw new Error(`The product did not start: ${ready}.\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
}

async function untilReady(url) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resume) => setTimeout(resume, 250));
  }
  return `it was not ready within ${START_LIMIT_MS / 1000} s`;
}

function signalGroup(child, signal) {
  try {
    if (child.exitCode === null) process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** A port nobody listens on now. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
