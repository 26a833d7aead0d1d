import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { plain, ROOT, runCommand } from './run-command.mjs';
import { RAN_IN_BROWSER } from './browser-coverage.mjs';
import { count } from './tally.mjs';

const FAILURES_SHOWN = 15;
const LINES_SHOWN = 30;

/**
 * Runs Jest projects as one stage and counts their tests from Jest's own JSON, never from its text. A stage that ran no
 * test has failed, and so has one whose Jest ended badly though each test passed.
 * @param coverage 'all' counts every file there is, 'touched' only those the tests load, 'browser' what ran of the web client
 *   in the browser; false measures nothing
 */
export async function runJest(stage, projects, { patterns, limit, coverage = false, serial = false }) {
  const json = join(ROOT, 'reports', `${stage}.json`);
  rmSync(json, { force: true });
  const isWhole = patterns.length === 0;
  const args = [
    '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--selectProjects', ...projects, '--ci', '--json', '--outputFile', json,
    ...(coverage && coverage !== 'browser' && isWhole ? ['--coverage', '--coverageDirectory', join(ROOT, 'coverage/parts', stage)] : []),
    ...(serial ? ['--runInBand'] : []),
    ...(patterns.length > 0 ? ['--testPathPatterns', ...patterns] : []),
  ];
  const env = {
    JEST_JUNIT_OUTPUT_NAME: `junit-${stage}.xml`, NODE_ENV: 'test',
    ...(coverage === 'touched' ? { COVER_TOUCHED_ONLY: '1' } : {}),
    ...(coverage === 'browser' && isWhole ? { E2E_COVERAGE: RAN_IN_BROWSER } : {}),
  };
  const { ok, code, tail } = await runCommand(stage, process.execPath, args, { limit, env });
  if (!existsSync(json)) {
    process.stdout.write(`  ${stage} did not come to an end (${code}):\n${tail}\n`);
    return count({ failed: 1 });
  }
  const report = JSON.parse(readFileSync(json, 'utf8'));
  return verdict(stage, report, ok, tail);
}

function verdict(stage, report, ok, tail) {
  const broken = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'));
  const skipped = report.testResults.flatMap((suite) => suite.assertionResults.filter((test) => test.status === 'pending' || test.status === 'todo'));
  for (const test of skipped) process.stdout.write(`  skipped: ${test.fullName}\n`);
  show(report, broken);
  let failed = report.numFailedTests + broken.length;
  const found = report.numPassedTests + report.numFailedTests + skipped.length;
  if (found === 0 && failed === 0) {
    process.stdout.write(`  ${stage} found no test\n${tail}\n`);
    failed = 1;
  } else if (!ok && failed === 0) {
    process.stdout.write(`  every test of ${stage} passed, but Jest ended badly:\n${tail}\n`);
    failed = 1;
  }
  return count({ passed: report.numPassedTests, failed, skipped: skipped.length });
}

/** The failures: name, file and the first lines of the message; the whole of it is in reports/. */
function show(report, broken) {
  const failures = [
    ...broken.map((suite) => ({ name: 'the file could not be run', file: suite.name, text: suite.message })),
    ...report.testResults.flatMap((suite) => suite.assertionResults.filter((test) => test.status === 'failed').map((test) => ({ name: test.fullName, file: suite.name, text: test.failureMessages.join('\n') }))),
  ];
  for (const { name, file, text } of failures.slice(0, FAILURES_SHOWN)) {
    const lines = plain(text).replaceAll(ROOT, '').split('\n').filter((each) => !/^\s+at .*node_modules/.test(each));
    process.stdout.write(`  FAILED ${name}\n    ${file.replace(ROOT, '')}\n${lines.slice(0, LINES_SHOWN).map((each) => `    ${each.slice(0, 300)}`).join('\n')}\n`);
  }
  if (failures.length > FAILURES_SHOWN) process.stdout.write(`  ... and ${failures.length - FAILURES_SHOWN} more, see reports/\n`);
}
