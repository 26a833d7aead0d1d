import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve as absolute } from 'node:path';
import { startProduct } from '../proof/product.mjs';
import { never, notRun, report } from '../proof/report.mjs';
import { newPerson } from './api/world.mjs';
import { temporaryFolder } from '../proof/temporary-folder.mjs';

const CASES = 150;
const QUICK = 5;
const LONGEST_MINUTES = 30;
/**
 * What an answer must not be. Left out: positive_data_acceptance (a document that is no BPMN fits the schema, a version that is not
 * there, too), and those that need two sign-ins or a state that only requests can make.
 */
const CHECKS = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_schema_conformance', 'negative_data_rejection', 'unsupported_method'];
/** It would end the session that all other requests are sent with. */
const LEFT_OUT = 'signOut';

/** Schemathesis, the same question asked by somebody else's fuzzer, when it is installed: `pip install schemathesis`, or SCHEMATHESIS_PATH. */
export async function fuzzSchemathesis({ args, quick }) {
  const program = [process.env.SCHEMATHESIS_PATH, ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => [join(folder, 'schemathesis'), join(folder, 'st')])].find((path) => path !== undefined && existsSync(path));
  if (program === undefined) return notRun('Schemathesis is not installed (pip install schemathesis, or name it by SCHEMATHESIS_PATH)');
  const seed = Number(args.includes('--seed') ? args[args.indexOf('--seed') + 1] : randomInt(1_000_000));
  process.stdout.write(`  seed ${seed}: npm run fuzz -- schemathesis --seed ${seed}${quick ? ' --quick' : ''} repeats it\n`);
  const folder = temporaryFolder('schemathesis');
  const product = await startProduct('api,worker', { SIGN_IN_TRIES: '1000000' });
  try {
    const person = await newPerson(product.origin, 'Person');
    const file = join(folder, 'report.json');
    const code = await run(program, argumentsFor(product.origin, person.cookie, { seed, cases: quick ? QUICK : CASES, file }), folder);
    const found = JSON.parse(readFileSync(file, 'utf8'));
    return report('schemathesis', rowsOf(found, code), { seed, found });
  } finally {
    await product.stop();
  }
}

function argumentsFor(origin, cookie, { seed, cases, file }) {
  const headers = ['-H', `Cookie: ${cookie}`, '-H', `Origin: ${origin}`];
  // Not without the cookie: it is given to every request, so that what is sent would not be what it thinks.
  const made = ['--max-examples', String(cases), '--seed', String(seed), '--generation-database', 'none', '--generation-with-security-parameters', 'false'];
  const told = ['--report', 'json', '--report-json-path', file, '--no-color', '--warnings', 'off'];
  return ['run', `${origin}/api/openapi.json`, ...headers, '--exclude-operation-id', LEFT_OUT, '--phases', 'coverage,fuzzing', '--checks', CHECKS.join(','), '--workers', '2', '--suppress-health-check', 'all', '--request-timeout', '30', ...made, ...told];
}

/**
 * @param {string} folder where it may leave its own files
 * @returns {Promise<number | string>} its exit code: 0 nothing found, 1 something
 */
function run(program, words, folder) {
  return new Promise((resolve, reject) => {
    const child = spawn(absolute(program), words, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
    const timer = setTimeout(() => child.kill('SIGTERM'), LONGEST_MINUTES * 60_000);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal);
    });
  });
}

function rowsOf({ operations, test_cases: cases, failures, errors, schemathesis_version: version, complete }, code) {
  const kinds = failures.map(({ code: rule, title, operations: where }) => `${rule} ${title} (${where.length} operations)`);
  return [
    { what: 'Schemathesis', figure: version },
    { what: 'operations tested', figure: `${operations.tested} of ${operations.selected}`, bar: 'all', ok: complete && operations.tested === operations.selected },
    { what: 'cases', figure: String(cases.generated) },
    never('cases that found something', cases.with_failures),
    { what: 'kinds of it', figure: kinds.join('; ') || 'none', bar: 'none', ok: kinds.length === 0 },
    { what: 'errors of its own, exit code', figure: `${errors.length}, ${code}`, bar: '0, 0', ok: errors.length === 0 && code === 0 },
  ];
}
