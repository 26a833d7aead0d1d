import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { environmentSchema } from './config-schema.js';
import { ConfigError, loadConfig } from './load-config.js';

const NEEDED = { DATABASE_URL: 'postgresql://owner:secret@localhost/studio', AUTH_SECRET: 'x'.repeat(32) };

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('loadConfig', () => {
  it('fills in the defaults of the contract', () => {
    expect(loadConfig(NEEDED)).toMatchObject({
      port: 3000,
      dataDir: '.data',
      roles: ['api', 'worker'],
      baseUrl: undefined,
      logFormat: 'pretty',
      logLevel: 'info',
      sentryTracesSampleRate: 0.1,
      metricsPort: 9464,
      rateLimits: { savePerMinute: 10, aiPerMinute: 2, defaultPerMinute: 600 },
      adminEmails: [],
      trustProxy: 0,
      demo: false,
    });
  });

  it('logs JSON in production', () => {
    expect(loadConfig({ ...NEEDED, NODE_ENV: 'production' }).logFormat).toBe('json');
  });

  it('takes an empty variable as unset', () => {
    expect(loadConfig({ ...NEEDED, PORT: '', REDIS_URL: ' ' })).toMatchObject({ port: 3000, redisUrl: undefined });
  });

  it('reads lists and origins in one form', () => {
    const config = loadConfig({ ...NEEDED, ROLES: 'worker, worker', ADMIN_EMAILS: 'Ops@Example.org,', BASE_URL: 'https://studio.example.org/' });
    expect(config).toMatchObject({ roles: ['worker'], adminEmails: ['ops@example.org'], baseUrl: 'https://studio.example.org' });
  });

  it('lists every fault at once', () => {
    const faults = faultsOf({ PORT: '0', ROLES: 'api,queen', AUTH_SECRET: 'short', BASE_URL: 'https://a.example/path', DEMO: 'yes', SENTRY_TRACES_SAMPLE_RATE: '2', TRUST_PROXY: '-1', ADMIN_EMAILS: 'nobody' });
    const named = ['ADMIN_EMAILS', 'AUTH_SECRET', 'BASE_URL', 'DATABASE_URL', 'DEMO', 'PORT', 'ROLES', 'SENTRY_TRACES_SAMPLE_RATE', 'TRUST_PROXY'];
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(named);
  });

  it.each(['PORT', 'METRICS_PORT', 'RATE_LIMIT_SAVE_PER_MINUTE'])('refuses a %s that is no whole number in range', (name) => {
    for (const value of ['-1', '0', '1.5', '3000x', '99999999', 'NaN', '1e3']) expect(faultsOf({ ...NEEDED, [name]: value })).toHaveLength(1);
  });

  it.each(['DATABASE_URL', 'REDIS_URL', 'ELASTICSEARCH_URL'])('refuses a %s whose password is not percent-encoded, and names the mend', (name) => {
    const protocol = { DATABASE_URL: 'postgresql', REDIS_URL: 'redis', ELASTICSEARCH_URL: 'http' }[name];
    expect(faultsOf({ ...NEEDED, [name]: `${protocol}://owner:hunter%zz@host/1` })).toEqual([`${name} must have its user, password and path percent-encoded: a % stands there as %25`]);
    expect(faultsOf({ ...NEEDED, [name]: `${protocol}://owner:hunter%25zz@host/1` })).toEqual([]);
  });

  it.each([
    ['REDIS_URL', 'redis:6379'],
    ['DATABASE_URL', 'postgresql:studio'],
    ['ELASTICSEARCH_URL', 'https:elastic'],
    ['SENTRY_DSN', 'https://sentry.example.org/1'],
    ['SENTRY_DSN', 'https://key@sentry.example.org'],
    ['SENTRY_DSN', 'https://a%2Fkey@sentry.example.org/1'],
    ['SENTRY_DSN', 'https://key@sentry.example.org/project'],
  ])('refuses a %s such as %s, which would lead nowhere', (name, value) => {
    expect(faultsOf({ ...NEEDED, [name]: value })).toEqual([expect.stringMatching(`^${name} must be an address such as`)]);
  });

  it('takes a PostgreSQL behind a socket', () => {
    expect(faultsOf({ ...NEEDED, DATABASE_URL: 'postgresql:///studio?host=/var/run/postgresql' })).toEqual([]);
  });

  it('never repeats a secret', () => {
    const faults = faultsOf({ DATABASE_URL: 'mysql://root:hunter2@localhost', AUTH_SECRET: 'hunter2' }).join();
    expect(faults).not.toContain('hunter2');
  });

  it('keeps the metrics off the public port', () => {
    expect(faultsOf({ ...NEEDED, PORT: '9000', METRICS_PORT: '9000' })).toEqual([expect.stringContaining('METRICS_PORT must differ')]);
    expect(loadConfig({ ...NEEDED, PORT: '9464' })).toMatchObject({ port: 9464, metricsPort: 0 });
  });

  it('lets the port of the metrics move only where nobody named one', () => {
    expect(loadConfig(NEEDED).metricsPortMayMove).toBe(true);
    expect(loadConfig({ ...NEEDED, METRICS_PORT: '9464' }).metricsPortMayMove).toBe(false);
  });

  it('hands out values that nobody can change', () => {
    const config = loadConfig(NEEDED);
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });
});

describe('env.example', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../env.example'), 'utf8');
  const lines = [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$/gm)];

  it('names every variable there is, and no other', () => {
    expect(lines.map((line) => line[1]!).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  it('holds values that the start takes', () => {
    expect(faultsOf(Object.fromEntries(lines.map((line) => [line[1]!, line[2]!])))).toEqual([]);
  });

  it('explains each with a comment above', () => {
    for (const block of text.split('\n\n')) expect(block).toMatch(/^# /);
  });
});
