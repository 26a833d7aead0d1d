import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { addBrowserCoverage, RAN_IN_BROWSER } from './browser-coverage.mjs';
import { ROOT } from './run-command.mjs';
import { count } from './tally.mjs';

const require = createRequire(join(ROOT, 'node_modules/@jest/reporters/package.json'));
const { createCoverageMap } = require('istanbul-lib-coverage');
const { createContext } = require('istanbul-lib-report');
const reports = require('istanbul-reports');

const FLOOR = 'infrastructure/local/coverage-floor.json';
const KINDS = ['lines', 'statements', 'functions', 'branches'];
/** Percent points above the floor at which the run asks for it to be raised. */
const SLACK = 2;

/**
 * Merges what the stages measured, writes coverage/ (lcov, JSON summary, text) and holds it against the committed floor,
 * which may rise and never fall: it is compared with every version of itself that the clone remembers.
 */
export function checkCoverage() {
  const parts = join(ROOT, 'coverage/parts');
  const read = (stage) => {
    const file = join(parts, stage, 'coverage-final.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  };
  // The unit stage counts every file; what others touched beside these (tests, their support) is not measured.
  const map = createCoverageMap(read('unit'));
  const files = new Set(map.files());
  for (const stage of existsSync(parts) ? readdirSync(parts).filter((name) => name !== 'unit') : []) {
    map.merge(Object.fromEntries(Object.entries(read(stage)).filter(([file]) => files.has(file))));
  }
  addBrowserCoverage(map, RAN_IN_BROWSER);
  const context = createContext({ dir: join(ROOT, 'coverage'), coverageMap: map });
  reports.create('lcov', { projectRoot: ROOT }).execute(context);
  reports.create('json-summary').execute(context);
  reports.create('text-summary', { file: 'summary.txt' }).execute(context);

  const measured = map.getCoverageSummary().toJSON();
  const floor = JSON.parse(readFileSync(join(ROOT, FLOOR), 'utf8'));
  const below = KINDS.filter((kind) => !(measured[kind].pct >= floor[kind]));
  const lowered = KINDS.filter((kind) => highestEver(kind) > floor[kind]);
  process.stdout.write(`  coverage     ${KINDS.map((kind) => `${kind} ${measured[kind].pct} % (floor ${floor[kind]})`).join(', ')}\n`);
  if (map.files().length === 0) process.stdout.write('  no file was measured\n');
  for (const kind of below) process.stdout.write(`  FAILED coverage of ${kind} is ${measured[kind].pct} %, below the floor of ${floor[kind]} %: test what you added\n`);
  for (const kind of lowered) process.stdout.write(`  FAILED the floor of ${kind} was lowered from ${highestEver(kind)} % in ${FLOOR}; it may only rise\n`);
  const rise = KINDS.filter((kind) => measured[kind].pct >= floor[kind] + SLACK);
  if (rise.length > 0) process.stdout.write(`  the floor can rise (${FLOOR}): ${rise.map((kind) => `${kind} ${Math.floor(measured[kind].pct)}`).join(', ')}\n`);
  const failed = below.length + lowered.length + (map.files().length === 0 ? 1 : 0);
  return count(failed > 0 ? { failed: 1 } : { passed: 1 });
}

function highestEver(kind) {
  return Math.max(0, ...history().map((floor) => floor[kind] ?? 0));
}

let remembered;
/** Every committed version of the floor; none when this is no git clone. */
function history() {
  if (remembered !== undefined) return remembered;
  const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const commits = git('log', '--format=%H', '--max-count=500', '--', FLOOR).split('\n').filter(Boolean);
    remembered = commits.map((commit) => JSON.parse(git('show', `${commit}:${FLOOR}`)));
  } catch {
    remembered = []; // a downloaded archive has no history to compare with
  }
  return remembered;
}
