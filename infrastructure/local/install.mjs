import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, ROOT } from './paths.mjs';
import { waitForLock } from './lock.mjs';
import { upToNpm } from './orphaned.mjs';
import { Fault, say, step } from './progress.mjs';
import { stopSignal } from './stop-signal.mjs';

const WORDS_KEPT = 20_000;
const NODE_24 = Number(process.versions.node.split('.')[0]) < 24 ? `node_modules/node-${process.platform}-${process.arch}` : undefined;
const STAMP = inRoot('node_modules', '.bpmn-studio-install');

/**
 * Installs the packages when those in node_modules are not those of the lockfile. No package's install script runs
 * (.npmrc): what they would do and we need, such as linking PostgreSQL's libraries, is done where it is needed.
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const lock = await waitForLock(inRoot('.cache', 'install.lock'), () => say('Another command is installing packages; waiting for it.'));
  try {
    if (isInstalled()) return;
    await step('Installing packages with npm', npmCi);
    writeFileSync(STAMP, wanted());
  } finally {
    lock.release();
  }
}

function isInstalled() {
  if (!existsSync(STAMP)) return adopt();
  return readFileSync(STAMP, 'utf8') === wanted() || adopt();
}

function wanted() {
  return `${createHash('sha256').update(readFileSync(inRoot('package-lock.json'))).digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** A node_modules that somebody else made with npm, and that has all the lockfile wants, is as good as ours. */
function adopt() {
  const complete = isComplete();
  if (complete) writeFileSync(STAMP, wanted());
  return complete;
}

/** npm leaves out an optional package that it could not fetch, and says nothing; Node 24 is one, and the one we need. */
function isComplete() {
  if (!existsSync(inRoot('node_modules', '.package-lock.json'))) return false;
  const want = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const have = JSON.parse(readFileSync(inRoot('node_modules', '.package-lock.json'), 'utf8')).packages;
  const isThere = ([path, entry]) => have[path]?.version === entry.version && have[path]?.integrity === entry.integrity && existsSync(inRoot(path));
  return Object.entries(want)
    .filter(([path, entry]) => path.includes('node_modules/') && (path === NODE_24 || !(entry.optional || entry.devOptional)))
    .every(isThere);
}

/**
 * npm ci from what npm's cache holds; then, if its cache is too old for the lockfile, with fresh news from the registry;
 * then, where npm finds the lockfile incomplete (a registry may lack the optional packages of other platforms), npm
 * install without changing the lockfile. Each way the versions are those of the lockfile.
 */
async function npmCi() {
  const stopAsked = stopSignal(process.env.npm_lifecycle_event === undefined ? 0 : upToNpm());
  let last;
  for (const args of [['ci', '--prefer-offline'], ['ci'], ['install', '--no-save']]) {
    last = await npm(args, stopAsked);
    if (stopAsked.now()) throw new Fault('Stopped while packages were installed; the next command installs them afresh.');
    if (last.code === 0 && isComplete()) return;
  }
  const words = last.words.trimEnd() || 'It left some packages out without a word: can the registry be reached?';
  throw new Fault(`npm could not install the packages; mend what it says and run the command again:\n${words}`);
}

/** Told to stop, npm would stay for a while to undo its half install, and take the packages of the next one with it: it is killed. */
async function npm(args, stopAsked) {
  // npm tells its scripts where it is; started by hand, the one on the PATH has to do.
  const program = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const child = spawn(program[0], [...program.slice(1), ...args, '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // Ctrl-C reaches it through us, once
    env: { ...process.env, NODE_ENV: 'development' },
  });
  void stopAsked.promise.then(() => child.kill('SIGKILL'));
  let words = '';
  const hear = (chunk) => (words = (words + chunk).slice(-WORDS_KEPT));
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Fault(`npm could not be started (${error.message}): install npm and run the command again.`)));
    child.once('close', resolve);
  });
  return { code, words };
}
