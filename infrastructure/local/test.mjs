import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApi } from './build.mjs';
import { checkCoverage } from './test/check-coverage.mjs';
import { ROOT, runCommand, STOP } from './test/run-command.mjs';
import { count, line, sum } from './test/tally.mjs';
import { runJest } from './test/run-jest.mjs';

/**
 * `npm test`: every stage in turn, whether or not one before it failed, and one closing line with the sum. CI runs this
 * and nothing else. `npm test -- unit web` runs some stages; a word that is no stage goes to Jest as a path pattern
 * (`npm test -- unit save-session`). What a stage printed is under reports/, what the browser saw under test-results/.
 */

const tool = (name, ...args) => [process.execPath, [join(ROOT, 'node_modules', name), ...args]];
const MINUTE = 60_000;

const STAGES = {
  lint: () =>
    commands('lint', {
      oxlint: tool('oxlint/bin/oxlint', '--deny-warnings', '--report-unused-disable-directives'),
      'floating promises': [process.execPath, [join(ROOT, 'infrastructure/local/test/find-floating-promises.mjs')]],
    }),
  types: () =>
    commands('types', {
      'services build': tool('typescript/bin/tsc', '-b'),
      'web client': tool('typescript/bin/tsc', '-p', 'web'),
      'specs and tests': tool('typescript/bin/tsc', '-p', 'tsconfig.test.json'),
    }),
  boundaries: (patterns) => runJest('boundaries', ['architecture'], { patterns, limit: 3 * MINUTE }),
  unit: (patterns) => runJest('unit', ['unit', 'unit-api'], { patterns, limit: 5 * MINUTE, coverage: 'all' }),
  web: (patterns) => runJest('web', ['web'], { patterns, limit: 5 * MINUTE, coverage: 'touched' }),
  integration: (patterns) => runJest('integration', ['integration'], { patterns, limit: 12 * MINUTE, coverage: 'touched' }),
  contract: (patterns) => runJest('contract', ['contract'], { patterns, limit: 4 * MINUTE, coverage: 'touched' }),
  browser: (patterns) => runJest('browser', ['browser'], { patterns, limit: 20 * MINUTE, coverage: 'browser', serial: true }),
};
const MEASURED = ['unit', 'web', 'integration', 'contract', 'browser'];

await main(process.argv.slice(2));

async function main(words) {
  const asked = words.filter((word) => word in STAGES);
  const patterns = words.filter((word) => !(word in STAGES));
  const names = asked.length > 0 ? asked : Object.keys(STAGES);
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  rmSync(join(ROOT, 'coverage'), { recursive: true, force: true });
  // The launcher has built the API already; started by hand, this script does.
  if (process.env.BPMN_STUDIO_NODE === undefined) await buildApi().catch((error) => process.stdout.write(`${error.message}\n`));

  const results = [];
  for (const name of names) {
    if (STOP.aborted) break;
    process.stdout.write(`> ${name}\n`);
    const started = performance.now();
    const result = await STAGES[name](patterns);
    results.push(result);
    process.stdout.write(`${line(name, result, performance.now() - started)}\n`);
  }
  if (MEASURED.every((name) => names.includes(name)) && patterns.length === 0 && !STOP.aborted) results.push(checkCoverage());
  if (STOP.aborted) results.push(count({ failed: 1 }));
  const total = sum(results);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
}

/** Each command is one test: it passed when it left with 0. */
async function commands(stage, steps) {
  const results = [];
  for (const [name, [command, args]] of Object.entries(steps)) {
    const { ok, tail } = await runCommand(`${stage}-${name.replaceAll(' ', '-')}`, command, args, { limit: 5 * MINUTE });
    if (!ok) process.stdout.write(`  ${name} failed:\n${tail}\n`);
    results.push(count(ok ? { passed: 1 } : { failed: 1 }));
  }
  return sum(results);
}
