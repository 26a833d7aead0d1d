import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TAIL_LINES = 80;
const WIDTH = 400;

/** Aborted by Ctrl-C: the stage at work is stopped and no other begins. */
const stop = new AbortController();
export const STOP = stop.signal;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

/**
 * Runs a command of the repository in a process group of its own; its output goes to reports/<name>.log.
 * @param limit milliseconds after which the whole group is ended
 * @returns ok, and the last lines of the output, bounded in number and width
 */
export async function runCommand(name, command, args, { limit, env = {} }) {
  const log = join(ROOT, 'reports', `${name}.log`);
  const output = createWriteStream(log);
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const end = (signal) => killGroup(child.pid, signal);
  const late = setTimeout(() => {
    output.write(`\nended after ${limit / 1000} s: it took longer than a stage may\n`);
    end('SIGKILL');
  }, limit);
  const interrupted = () => end('SIGTERM');
  STOP.addEventListener('abort', interrupted);
  const code = await new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (exit, signal) => done(exit ?? signal));
  });
  clearTimeout(late);
  STOP.removeEventListener('abort', interrupted);
  await new Promise((done) => output.end(done));
  return { ok: code === 0, code, tail: code === 0 ? '' : tailOf(log) };
}

/** Whole lines from the end, each cut to a readable width. */
function tailOf(log) {
  if (!existsSync(log)) return '';
  const lines = plain(readFileSync(log, 'utf8')).trimEnd().split('\n');
  const cut = lines.length > TAIL_LINES ? [`    ... ${lines.length - TAIL_LINES} lines before, see ${log.slice(ROOT.length)}`] : [];
  return [...cut, ...lines.slice(-TAIL_LINES).map((each) => `    ${each.slice(0, WIDTH)}`)].join('\n');
}

/** Without the colours of a terminal. */
export function plain(text) {
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}

function killGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
