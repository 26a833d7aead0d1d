import { readdirSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from '@jest/globals';
import { pathOf, textOf, yamlOf } from './repository-files.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly services?: Readonly<Record<string, { image: string }>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(pathOf('.github/workflows')).sort();
const workflows = new Map(files.map((file) => [file, yamlOf<Workflow>(`.github/workflows/${file}`)]));
const jobs = [...workflows].flatMap(([file, workflow]) => Object.entries(workflow.jobs).map(([name, job]) => [`${file} ${name}`, job] as const));
const steps = jobs.flatMap(([name, job]) => (job.steps ?? []).map((step) => [name, step] as const));
const stepsOf = (name: string) => workflows.get('ci.yml')?.jobs[name]?.steps ?? [];

describe('.github/workflows', () => {
  it('are these', () => {
    expect(files).toEqual(['ci.yml', 'nightly.yml', 'release.yml', 'security.yml']);
  });

  it.each([...workflows])('%s may only read unless a job says otherwise, and does not run over itself', (_file, workflow) => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency).toBeDefined();
  });

  it.each(jobs)('%s has an end, and a machine of one version', (name, job) => {
    if (job.uses !== undefined) return; // a reusable workflow sets its own
    expect(job['timeout-minutes']).toBeLessThanOrEqual(name.startsWith('nightly.yml') ? 120 : 30); // nobody waits for the night
    expect(job['runs-on']).toMatch(/^ubuntu-\d\d\.\d\d$/);
    for (const { image } of Object.values(job.services ?? {})) expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z0-9]+)?$/);
  });

  it('use actions of one full version', () => {
    const used = [...steps.map(([, step]) => step.uses), ...jobs.map(([, job]) => job.uses)].filter((each) => each !== undefined);
    expect(used.length).toBeGreaterThan(20);
    for (const action of used) expect(action).toMatch(/^[\w./-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/);
  });

  it('leave no token behind, and put nothing a stranger wrote into a script', () => {
    for (const [, step] of steps.filter(([, each]) => each.uses?.startsWith('actions/checkout@'))) expect(step.with?.['persist-credentials']).toBe(false);
    for (const [, step] of steps) expect(step.run ?? '').not.toMatch(/\$\{\{/);
  });

  it('run every stage of npm test', () => {
    const commands = [...stepsOf('static'), ...stepsOf('tests')].map((step) => step.run ?? '').filter((run) => run.startsWith('npm test -- '));
    const run = commands.flatMap((command) => command.slice('npm test -- '.length).split(' '));
    const stages = [...textOf('infrastructure/local/test.mjs').matchAll(/^ {2}(\w+): (?:\(patterns\)|\(\)|async) ?(?:=>)?/gm)].map(([, name = '']) => name);
    expect(stages).toContain('unit');
    expect([...run].sort()).toEqual([...stages].sort());
  });

  it('run every proof whole each night', () => {
    const { strategy } = workflows.get('nightly.yml')?.jobs['proofs'] ?? {};
    const commands = (strategy?.matrix['proof'] as unknown as { command: string }[] | undefined)?.map(({ command }) => command);
    expect(commands).toEqual(['bench', 'bench -- k6 load stress spike soak', 'chaos', 'fuzz']);
  });

  it('measure coverage in one job, as the floor asks', () => {
    const measured = /const MEASURED = \[([^\]]+)\]/.exec(textOf('infrastructure/local/test.mjs'))?.[1]?.match(/\w+/g) ?? [];
    const command = stepsOf('tests').find((step) => step.run?.startsWith('npm test'))?.run ?? '';
    for (const stage of measured) expect(command.split(' ')).toContain(stage);
  });

  it('use the same servers as docker-compose.yml', () => {
    const compose = yamlOf<{ services: Record<string, { image: string }> }>('docker-compose.yml');
    for (const [name, { image }] of Object.entries(workflows.get('ci.yml')?.jobs['tests']?.services ?? {})) expect(image).toBe(compose.services[name]?.image);
  });
});

describe('railway.json', () => {
  const railway = JSON.parse(textOf('railway.json')) as { deploy: Record<string, unknown>; build: Record<string, unknown> };

  it('has the fields and types that Railway reads', () => {
    const check = new Ajv().compile({
      type: 'object', additionalProperties: false, required: ['build', 'deploy'],
      properties: {
        $schema: { const: 'https://railway.com/railway.schema.json' },
        build: { type: 'object', additionalProperties: false, properties: { builder: { enum: ['DOCKERFILE', 'RAILPACK'] }, dockerfilePath: { type: 'string' }, watchPatterns: { type: 'array', items: { type: 'string' } } } },
        deploy: {
          type: 'object', additionalProperties: false,
          properties: {
            numReplicas: { type: 'integer', minimum: 1 }, healthcheckPath: { type: 'string', pattern: '^/' }, healthcheckTimeout: { type: 'integer' },
            restartPolicyType: { enum: ['ON_FAILURE', 'ALWAYS', 'NEVER'] }, restartPolicyMaxRetries: { type: 'integer' },
            overlapSeconds: { type: 'integer' }, drainingSeconds: { type: 'integer' },
          },
        },
      },
    });
    check(railway);
    expect(check.errors).toBeNull();
  });

  it('builds anew when anything changes that the image is made from', () => {
    const sent = textOf('.dockerignore').split('\n').filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1)).filter((path) => path !== 'LICENSE');
    const watched = railway.build['watchPatterns'] as string[];
    expect(sent.length).toBeGreaterThan(8);
    expect(sent.filter((path) => !watched.some((pattern) => matchesGlob(path, pattern) || pattern === `${path}/**`))).toEqual([]);
  });

  it('runs two replicas of the image that tell when they are ready', () => {
    expect(railway.build['dockerfilePath']).toBe('infrastructure/docker/Dockerfile');
    expect(railway.deploy).toMatchObject({ numReplicas: 2, healthcheckPath: '/api/health/ready' });
    expect(Number(railway.deploy['drainingSeconds'])).toBeGreaterThan(20);
  });
});
