import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWith } from '../support/describe-with.js';
import { filesIn, OBSERVABILITY, rules, yamlFile } from '../support/observability-files.js';

const PROMTOOL = [process.env['PROMTOOL_PATH'], '/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => path !== undefined && existsSync(path));
const MISSING = PROMTOOL === undefined ? 'needs promtool, which is not installed (Debian: apt install prometheus; else PROMTOOL_PATH)' : undefined;
const MINUTES = 60_000;

async function promtool(...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(PROMTOOL ?? 'promtool', args, { cwd: join(OBSERVABILITY, 'prometheus'), timeout: 4 * MINUTES }).catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

interface Case {
  readonly name: string;
  readonly promql_expr_test: readonly { readonly exp_samples: readonly { readonly labels: string }[] }[];
}

const tests = filesIn('prometheus/tests');
const cases = tests.flatMap((file) => yamlFile<{ tests: Case[] }>('prometheus/tests', file).tests);
const alerts = [...new Set(rules().flatMap(({ alert }) => alert ?? []))].sort();

function expects({ promql_expr_test: asked }: Case): string[] {
  return asked.flatMap(({ exp_samples: samples }) => samples.map(({ labels }) => labels));
}

describeWith(MISSING, 'the alert rules on synthetic series', () => {
  it('are rules Prometheus takes, in a configuration it takes', async () => {
    expect(await promtool('check', 'config', '--lint=all', 'prometheus.yml')).toMatch(/^(?!.*FAILED)[^]*SUCCESS/);
  }, MINUTES);

  it.each(tests)('do what %s says', async (file) => {
    expect(await promtool('test', 'rules', join('tests', file))).toMatch(/^(?![^]*FAILED)[^]*SUCCESS/);
  }, 5 * MINUTES);
});

describe('the alert rules', () => {
  it.each(alerts)('%s has a case in which it goes off and one in which it must not', (alert) => {
    const own = cases.filter(({ name }) => name.startsWith(`${alert}: `));
    expect(own.some((one) => expects(one).some((labels) => labels.includes(`alertname="${alert}"`)))).toBe(true);
    expect(own.some((one) => one.name.startsWith(`${alert}: NOT `) && !expects(one).some((labels) => labels.includes(`alertname="${alert}"`)))).toBe(true);
  });

  it('try every window and severity there is', () => {
    const tried = cases.flatMap(expects);
    for (const { alert, labels = {} } of rules()) {
      if (alert === undefined) continue;
      const like = [`alertname="${alert}"`, ...Object.entries(labels).map(([name, value]) => `${name}="${value}"`)];
      expect({ like, tried: tried.some((sample) => like.every((label) => sample.includes(label))) }).toEqual({ like, tried: true });
    }
  });
});
