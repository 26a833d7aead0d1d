// The launcher behind npm start, dev, test, bench and the others of package.json. Plain JavaScript for Node 20.19 and newer: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { findNode24 } from './node24.mjs';
import { onOrphaned, upToNpm } from './orphaned.mjs';
import { say } from './progress.mjs';

const COMMANDS = {
  start: async () => (await import('./start.mjs')).start(),
  dev: async () => (await import('./dev.mjs')).dev(),
  test: async (args) => (await import('./handover.mjs')).handOver('infrastructure/local/test.mjs', args),
  'search:rebuild': async (args) => (await import('./handover.mjs')).handOver('infrastructure/local/search-rebuild.mjs', args),
  trace: async (args) => (await import('./handover.mjs')).handOver('infrastructure/observability/show-trace.mjs', args),
  bench: async (args) => (await import('./handover.mjs')).handOver('infrastructure/bench/bench.mjs', args),
  chaos: async (args) => (await import('./handover.mjs')).handOver('infrastructure/chaos/chaos.mjs', args),
  fuzz: async (args) => (await import('./handover.mjs')).handOver('infrastructure/fuzz/fuzz.mjs', args),
  backup: async (args) => (await import('./handover.mjs')).handOver('infrastructure/local/backup.mjs', args),
  restore: async (args) => (await import('./handover.mjs')).handOver('infrastructure/local/restore.mjs', args),
};
const [command, ...args] = process.argv.slice(2);

process.env.BPMN_STUDIO_STARTED ??= String(Math.round(performance.timeOrigin));
try {
  process.exitCode = await run();
} catch (error) {
  say(error.plain ? error.message : error.stack);
  process.exitCode = 1;
}

async function run() {
  if (!Object.hasOwn(COMMANDS, command ?? '')) throw plain(`Unknown command "${command ?? ''}": use one of: ${Object.keys(COMMANDS).join(', ')}.`);
  requireNode(20, 19);
  if (process.env.BPMN_STUDIO_NODE !== process.execPath) {
    await ensureInstalled();
    return await again(findNode24());
  }
  return (await COMMANDS[command](args)) ?? 0;
}

/** Runs this very command under Node 24, which npm brought, and answers with its exit code. */
async function again(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), command, ...args], {
    stdio: 'inherit',
    env: { ...process.env, BPMN_STUDIO_NODE: node, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
  });
  // Ctrl-C reaches the child by the terminal as well; it takes a second signal for the first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) onOrphaned(upToNpm(), () => child.kill('SIGTERM'));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 1)));
  });
}

function requireNode(major, minor) {
  const [a, b] = process.versions.node.split('.').map(Number);
  if (a > major || (a === major && b >= minor)) return;
  throw plain(`Node ${process.versions.node} is too old: BPMN Studio starts with Node ${major}.${minor} or newer (https://nodejs.org). It brings Node 24 itself from there.`);
}

function plain(message) {
  return Object.assign(new Error(message), { plain: true });
}
