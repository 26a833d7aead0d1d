import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { Fault } from './progress.mjs';

/** How much of a failed command's words is shown. */
const TAIL_LINES = 60;
const KEPT_CHARACTERS = 200_000;

const running = new Set();

/** Ends the commands that are still running, because nobody wants their outcome any more. */
export function endCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a command quietly in the repository. Its words are shown only when it fails.
 * @param {string} title what failed, for the message
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to ours
 */
export async function runCommand(title, program, args, env = {}) {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  running.add(child);
  let words = '';
  const hear = (chunk) => (words = (words + chunk).slice(-KEPT_CHARACTERS));
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Fault(`${title} could not be started: ${error.message}`)));
    child.once('close', (exit, signal) => resolve(exit ?? signal));
  });
  running.delete(child);
  if (code !== 0) throw new Fault(`${title} failed (${code}):\n${words.trimEnd().split('\n').slice(-TAIL_LINES).join('\n')}`);
}
