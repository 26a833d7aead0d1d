import { describe, expect, it } from '@jest/globals';
import { environmentSchema } from '../../src/platform/config/index.js';
import { textOf, yamlOf } from './repository-files.js';

interface Service {
  readonly build?: { readonly dockerfile: string };
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly privileged?: boolean;
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: { test?: readonly string[]; disable?: boolean };
  readonly deploy?: { replicas?: number; resources?: { limits?: { memory?: string; pids?: number } } };
}

const compose = yamlOf<{ services: Record<string, Service>; networks: Record<string, { internal?: boolean } | null>; volumes: Record<string, unknown> }>('docker-compose.yml');
const services = Object.entries(compose.services);
const ONE_SHOT = new Set(['secrets']);
const VARIABLES = new Set(Object.keys(environmentSchema.shape));

describe('docker-compose.yml', () => {
  it('has the services of the contract', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'elasticsearch', 'gateway', 'postgres', 'redis', 'secrets', 'worker']);
  });

  it.each(services)('%s runs without rights, on a root it cannot write, within bounds', (_name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service.user).toMatch(/^[1-9]\d*:\d+$/);
    expect(service).not.toHaveProperty('privileged');
    expect(service).not.toHaveProperty('cap_add');
    expect(service.deploy?.resources?.limits).toEqual({ memory: expect.stringMatching(/^\d+[mg]$/), pids: expect.any(Number) });
  });

  it.each(services)('%s says how it is, and comes back', (name, service) => {
    if (ONE_SHOT.has(name)) {
      expect(service).toMatchObject({ restart: 'no', network_mode: 'none' });
      return;
    }
    expect(service.healthcheck?.test?.length).toBeGreaterThan(1);
    expect(service.restart).toBe('unless-stopped');
    expect(service.depends_on?.['secrets']?.condition).toBe('service_completed_successfully');
  });

  it.each(services)('%s is an image of one version', (_name, { image = '' }) => {
    expect(image).toMatch(/^\$\{BPMN_STUDIO_IMAGE:-bpmn-studio:local\}$|:\d+\.\d+(\.\d+)?(-[a-z0-9]+)?$/);
  });

  it('builds its image once: two builds of one name at a time get into each other’s way', () => {
    const ours = services.filter(([, { image = '' }]) => image.startsWith('${BPMN_STUDIO_IMAGE'));
    expect(ours.map(([name]) => name).sort()).toEqual(['api', 'secrets', 'worker']);
    expect(ours.filter(([, { build }]) => build !== undefined).map(([name]) => name)).toEqual(['secrets']);
  });

  it('lets the product own its database without being a superuser, as everywhere', () => {
    expect(compose.services['postgres']?.environment).not.toHaveProperty('POSTGRES_USER');
    const role = /CREATE ROLE bpmn_studio LOGIN [A-Z ]+ PASSWORD/;
    expect(role.exec(textOf('infrastructure/docker/make-owner.sh'))?.[0]).toBe(role.exec(textOf('infrastructure/local/postgres/embedded-postgres.mjs'))?.[0]);
    expect(compose.services['postgres']?.volumes).toContain('./infrastructure/docker/make-owner.sh:/docker-entrypoint-initdb.d/make-owner.sh:ro');
  });

  it('sorts as the embedded PostgreSQL and the one of CI do', () => {
    const workflow = yamlOf<{ jobs: Record<string, { services?: Record<string, { env: Record<string, string> }> }> }>('.github/workflows/ci.yml');
    const { POSTGRES_INITDB_ARGS: asked = '' } = compose.services['postgres']?.environment ?? {};
    for (const flag of ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums']) {
      expect(asked.split(' ')).toContain(flag);
      expect(textOf('infrastructure/local/postgres/embedded-postgres.mjs')).toContain(`'${flag}'`);
    }
    expect(workflow.jobs['tests']?.services?.['postgres']?.env['POSTGRES_INITDB_ARGS']).toBe(asked);
  });

  it('publishes the gateway alone, and lets data talk to nobody outside', () => {
    expect(services.filter(([, service]) => service.ports !== undefined).map(([name]) => name)).toEqual(['gateway']);
    expect(compose.networks['data']).toEqual({ internal: true });
    for (const name of ['postgres', 'redis', 'elasticsearch']) expect(compose.services[name]?.networks).toEqual(['data']);
    expect(compose.services['gateway']?.networks).not.toContain('data');
  });

  it('names only variables that the product knows, each secret as a file', () => {
    for (const name of ['api', 'worker']) {
      for (const variable of Object.keys(compose.services[name]?.environment ?? {})) {
        expect(VARIABLES).toContain(variable.replace(/_FILE$/, ''));
      }
      const { environment = {} } = compose.services[name] ?? {};
      for (const secret of ['DATABASE_URL', 'AUTH_SECRET', 'REDIS_URL', 'ELASTICSEARCH_URL']) {
        expect(environment).not.toHaveProperty(secret);
        expect(environment[`${secret}_FILE`]).toBe(`/run/secrets/${secret.toLowerCase()}`);
      }
    }
  });

  it('gives one role to each, and two replicas to the API', () => {
    expect(compose.services['api']).toMatchObject({ environment: { ROLES: 'api', TRUST_PROXY: '1' }, deploy: { replicas: 2 } });
    expect(compose.services['worker']).toMatchObject({ environment: { ROLES: 'worker', TRUST_PROXY: '1' } });
  });

  it('gives secrets to those who need them, read-only', () => {
    const readers = services.flatMap(([name, { volumes = [] }]) => volumes.filter((volume) => /^(secrets-|tls)/.test(volume)).map((volume) => [name, volume] as const));
    for (const [name, volume] of readers) if (name !== 'secrets') expect(volume).toMatch(/:ro,nocopy$/);
    expect(readers.filter(([name]) => name !== 'secrets').map(([name, volume]) => `${name} ${volume.split(':')[0]}`).sort()).toEqual(
      ['api secrets-app', 'elasticsearch secrets-elasticsearch', 'gateway tls', 'postgres secrets-postgres', 'redis secrets-redis', 'worker secrets-app'],
    );
    expect(textOf('docker-compose.yml')).not.toMatch(/password\s*[:=]\s*['"]?[A-Za-z0-9]{4,}/i);
  });

  it('keeps jobs and bounds recovery', () => {
    expect(compose.services['redis']?.command).toEqual(expect.arrayContaining(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']));
    expect(compose.services['postgres']?.command).toEqual(expect.arrayContaining(['max_wal_size=512MB', 'checkpoint_timeout=2min']));
  });

  it('fills in every variable of the gateway', () => {
    const asked = new Set([...textOf('infrastructure/gateway/nginx.conf.template').matchAll(/\$\{(GATEWAY_[A-Z_]+)\}/g)].map(([, name = '']) => name));
    expect(asked.size).toBeGreaterThan(8);
    expect(Object.keys(compose.services['gateway']?.environment ?? {}).filter((name) => name.startsWith('GATEWAY_')).sort()).toEqual([...asked].sort());
  });

  it('mounts only volumes it declares', () => {
    const named = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? '')).filter((source) => !source.startsWith('.'));
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});
