import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePortNear } from '../../local/ports.mjs';
import { startEmbeddedPostgres } from '../../local/postgres/embedded-postgres.mjs';
import { say } from './findings.mjs';

/** Nobody: owns nothing on this machine. */
const UID = 65534;
const PATIENCE_MS = 60_000;
const AUTH_SECRET = randomBytes(48).toString('base64');

/**
 * Starts the product from the image's folder as the image does: production, no rights, nothing to write but a temporary
 * folder. As root the folder is mounted read-only for a user who is nobody; as an ordinary user write permissions are taken away.
 * @returns {Promise<string[]>} what is wrong
 */
export async function runProduct(image) {
  const scratch = mkdtempSync(join(tmpdir(), 'bpmn-studio-scratch-'));
  chmodSync(scratch, 0o777);
  chmodSync(join(image, '..'), 0o755);
  if (!isRoot()) execFileSync('chmod', ['-R', 'a-w', image]);
  const postgres = await startEmbeddedPostgres({ dataDir: mkdtempSync(join(tmpdir(), 'bpmn-studio-test-')), durable: false });
  const faults = [];
  try {
    for (const roles of ['api', 'worker']) faults.push(...(await runRole(roles, image, scratch, postgres.ownerUrl)));
    faults.push(...makeSecrets(image, scratch));
    const left = readdirSync(scratch).filter((name) => !['app', 'secrets', 'tls'].includes(name));
    say(`  written to the temporary folder: ${left.join(', ') || 'nothing'}`);
  } finally {
    await postgres.stop();
    if (!isRoot()) execFileSync('chmod', ['-R', 'u+w', image]);
    rmSync(scratch, { recursive: true, force: true });
  }
  return faults;
}

async function runRole(roles, image, scratch, databaseUrl) {
  const port = await freePortNear(0);
  const env = {
    PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), METRICS_PORT: String(await freePortNear(0)), ROLES: roles, HOME: '/nonexistent', TMPDIR: scratch,
    DATA_DIR: join(scratch, 'data'), DATABASE_URL_FILE: secretFile(scratch, 'database_url', databaseUrl), AUTH_SECRET_FILE: secretFile(scratch, 'auth_secret', AUTH_SECRET), BASE_URL: 'https://localhost:8443', TRUST_PROXY: '1',
  };
  const started = performance.now();
  const child = spawn(...confined(image, [process.execPath, 'services/api/dist/main.js']), { cwd: image, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (piece) => (words = (words + piece).slice(-20_000)));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  try {
    await ready(`http://127.0.0.1:${port}/api/health/ready`, () => child.exitCode !== null);
    say(`  ROLES=${roles} ready after ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const faults = roles === 'api' ? await lookAround(port) : [];
    const health = spawnSync(process.execPath, ['infrastructure/docker/check-health.mjs'], { cwd: image, env });
    if (health.status !== 0) faults.push(`ROLES=${roles}: the health check left with ${health.status}`);
    if (await writes(child.pid)) faults.push(`ROLES=${roles}: it may write to its own folder`);
    return faults.length > 0 ? faults : await stops(child, ended, roles, () => words);
  } catch (error) {
    return [`ROLES=${roles}: ${error.message}\n${words}`];
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}

/** As docker-compose.yml hands secrets over. */
function secretFile(scratch, name, value) {
  const path = join(scratch, 'app', name);
  mkdirSync(join(path, '..'), { recursive: true });
  if (!existsSync(path)) writeFileSync(path, value, { mode: 0o444 });
  return path;
}

/** Command and arguments that give up rights and see the folder read-only. */
function confined(image, command) {
  if (!isRoot()) return [command[0], command.slice(1)];
  const script = `mount --bind "${image}" "${image}" && mount -o remount,ro,bind "${image}" && cd "${image}" && exec setpriv --reuid=${UID} --regid=${UID} --clear-groups --no-new-privs --bounding-set=-all "$@"`;
  return ['unshare', ['--mount', 'sh', '-c', script, 'sh', ...command]];
}

async function ready(url, hasEnded) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until && !hasEnded(); await delay(100)) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
  }
  throw new Error('it did not become ready');
}

async function lookAround(port) {
  const faults = [];
  const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } });
  const html = await page.text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
  if (!page.ok || script === undefined) faults.push('the web client is not served');
  for (const path of [script, '/docs/errors', '/docs/runbooks/process-down', '/api/docs', '/api/openapi.json'].filter((each) => each !== undefined)) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    await answer.arrayBuffer();
    if (!answer.ok) faults.push(`${path} answers ${answer.status}`);
  }
  const signedUp = await fetch(`http://127.0.0.1:${port}/api/auth/sign-up/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://localhost:8443' }, body: JSON.stringify({ name: 'Ann', email: 'ann@example.org', password: 'correct horse battery staple' }) });
  await signedUp.arrayBuffer();
  if (!signedUp.ok) faults.push(`signing up answers ${signedUp.status}`);
  return faults;
}

/** Whether the folder it works in is writable for the process, by what the kernel says of its mounts and its user. */
async function writes(pid) {
  if (!isRoot()) return false; // permissions were taken away, which this process has no more rights to undo unasked
  const probe = spawnSync('nsenter', ['--mount', '--target', String(pid), 'touch', `/proc/${pid}/cwd/written`]);
  return probe.status === 0;
}

async function stops(child, ended, roles, words) {
  const told = performance.now();
  child.kill('SIGTERM');
  const code = await Promise.race([ended, delay(20_000, 'still running after 20 s')]);
  say(`  ROLES=${roles} stopped with ${code} after ${((performance.now() - told) / 1000).toFixed(1)} s`);
  return code === 0 ? [] : [`ROLES=${roles}: told to stop, it ended with ${code}\n${words()}`];
}

/** The one-shot service of docker-compose.yml, twice: the second time it must change nothing. */
function makeSecrets(image, scratch) {
  const env = { ...process.env, SECRETS_ROOT: join(scratch, 'secrets'), TLS_ROOT: join(scratch, 'tls'), BASE_URL: 'https://localhost:8443' };
  const [first, second] = [1, 2].map(() => spawnSync(process.execPath, ['infrastructure/docker/make-secrets.mjs'], { cwd: image, env, encoding: 'utf8' }));
  say(`  make-secrets: ${first.stdout.split(', ').length} files`);
  return first.status === 0 && second.status === 0 && /already/.test(second.stdout) ? [] : [`make-secrets: ${first.stderr}${second.stdout}${second.stderr}`];
}

function isRoot() {
  return process.getuid?.() === 0;
}
