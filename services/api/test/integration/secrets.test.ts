import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/platform/config/index.js';
import { VaultSecrets } from '../../src/platform/secrets/vault-secrets.js';
import { readConfig } from '../../src/read-config.js';
import { startVaultStub } from '../support/vault-stub.js';

const DATABASE_URL = 'postgresql://owner:hunter2-database@localhost/studio';
const AUTH_SECRET = 'hunter2-auth '.padEnd(40, 'x');

let vault: Awaited<ReturnType<typeof startVaultStub>>;
let folder: string;
beforeAll(async () => {
  vault = await startVaultStub();
  folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-secrets-'));
});
afterEach(() => {
  vault.failures.length = 0;
  vault.requests.length = 0;
});
afterAll(async () => {
  await vault.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

async function faultsOf(env: Record<string, string>): Promise<readonly string[]> {
  const error: unknown = await readConfig(env).then(() => undefined, (fault: unknown) => fault);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).message).not.toContain('hunter2');
  return (error as ConfigError).faults;
}

describe('secrets in files', () => {
  it('are read without the line end an editor left', async () => {
    const { config, secrets } = await readConfig({ DATABASE_URL_FILE: file('database_url', `${DATABASE_URL}\n`), AUTH_SECRET_FILE: file('auth_secret', `${AUTH_SECRET}\r\n`), REDIS_URL_FILE: file('redis', 'redis://localhost:6379') });
    expect(config).toMatchObject({ databaseUrl: DATABASE_URL, authSecret: AUTH_SECRET, redisUrl: 'redis://localhost:6379' });
    expect(secrets).toBeDefined();
  });

  it('are not read again when they are variables', async () => {
    expect((await readConfig({ DATABASE_URL, AUTH_SECRET })).secrets).toBeUndefined();
  });

  it('are refused together with the variable, empty, missing or too large: all at once, and what they hold is not missed twice', async () => {
    const faults = await faultsOf({
      DATABASE_URL,
      DATABASE_URL_FILE: file('both', DATABASE_URL),
      AUTH_SECRET_FILE: join(folder, 'nowhere'),
      REDIS_URL_FILE: file('empty', '\n'),
      SENTRY_DSN_FILE: file('large', 'hunter2'.repeat(20_000)),
      PORT: '0',
    });
    expect(faults).toEqual([
      'DATABASE_URL_FILE and DATABASE_URL are both given: keep one of them',
      expect.stringContaining('AUTH_SECRET_FILE names a file that cannot be read (ENOENT): there is none at this path'),
      expect.stringContaining('REDIS_URL_FILE names an empty file'),
      expect.stringContaining('SENTRY_DSN_FILE names a file that cannot be read'),
      expect.stringContaining('PORT must be'),
    ]);
  });

  it('are files: a pipe that nobody writes to is not waited for', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await faultsOf({ DATABASE_URL, AUTH_SECRET_FILE: pipe, REDIS_URL_FILE: folder, SENTRY_DSN_FILE: '/dev/zero' })).toEqual(
      ['AUTH_SECRET', 'REDIS_URL', 'SENTRY_DSN'].map((name) => expect.stringContaining(`${name}_FILE names a file that cannot be read (a folder, a pipe or a device)`)),
    );
  });

  it('are checked as any value is', async () => {
    expect(await faultsOf({ DATABASE_URL, AUTH_SECRET_FILE: file('short', 'hunter2') })).toEqual(['AUTH_SECRET must have at least 32 characters']);
  });
});

describe('secrets in Vault', () => {
  const inVault = (more: Record<string, string> = {}) => ({ VAULT_ADDR: vault.address, VAULT_TOKEN: vault.token, ...more });

  it('are read from one secret of KV version 2, and a variable here wins', async () => {
    vault.write({ DATABASE_URL, AUTH_SECRET, REDIS_URL: 'redis://vault:6379', UNKNOWN: 'of no interest' });
    const { config } = await readConfig(inVault({ REDIS_URL: 'redis://here:6379', VAULT_NAMESPACE: 'team' }));
    expect(config).toMatchObject({ databaseUrl: DATABASE_URL, authSecret: AUTH_SECRET, redisUrl: 'redis://here:6379' });
    expect(vault.requests).toEqual([{ path: '/v1/secret/data/bpmn-studio', headers: expect.objectContaining({ 'x-vault-token': vault.token, 'x-vault-namespace': 'team' }) }]);
  });

  it('are read with the token an agent keeps in a file', async () => {
    const { config } = await readConfig({ VAULT_ADDR: `${vault.address}/`, VAULT_TOKEN_FILE: file('token', `${vault.token}\n`) });
    expect(config.authSecret).toBe(AUTH_SECRET);
  });

  it('are waited for while Vault is sealed', async () => {
    vault.failures.push(503, 503);
    expect((await readConfig(inVault())).config.authSecret).toBe(AUTH_SECRET);
    expect(vault.requests).toHaveLength(3);
  });

  it.each([
    ['a token that may not', { VAULT_TOKEN: 'hunter2' }, 'VAULT_TOKEN may not read VAULT_SECRET_PATH'],
    ['no token', { VAULT_TOKEN: '' }, 'VAULT_TOKEN is missing'],
    ['a path that leads nowhere', { VAULT_SECRET_PATH: 'secret/data/elsewhere' }, 'VAULT_SECRET_PATH leads to no secret'],
    ['a token twice', { VAULT_TOKEN_FILE: '/run/secrets/token' }, 'VAULT_TOKEN_FILE and VAULT_TOKEN are both given'],
  ])('cannot be had with %s: one line says so', async (_what, env, fault) => {
    expect(await faultsOf(inVault(env))).toEqual([expect.stringContaining(fault)]);
    expect(vault.requests.length).toBeLessThanOrEqual(1);
  });

  it('are asked of no address that is none', async () => {
    expect(await faultsOf(inVault({ VAULT_ADDR: 'vault:8200' }))).toEqual(['VAULT_ADDR must be an address such as https://vault:8200']);
  });

  it('that are no text are refused', async () => {
    vault.write({ DATABASE_URL, AUTH_SECRET: { hunter2: true } });
    expect(await faultsOf(inVault())).toEqual(['AUTH_SECRET in Vault is no text']);
  });

  it('are given up on after some tries when nobody is there', async () => {
    const nowhere = new VaultSecrets({ VAULT_ADDR: 'http://127.0.0.1:9', VAULT_TOKEN: 'hunter2' }, { attempts: 2, firstMs: 1, longestMs: 2 });
    await expect(nowhere.read()).rejects.toMatchObject({ faults: [expect.stringMatching(/^VAULT_ADDR cannot be reached \(\w+\)/)] });
  });
});
