import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expressionsIn, filesIn, labelsOf, METRICS, OBSERVABILITY, REPOSITORY, rules, seriesOf, yamlFile } from '../support/observability-files.js';

const BOARDS = filesIn('grafana/dashboards');
const boards = BOARDS.map((file) => JSON.parse(readFileSync(join(OBSERVABILITY, 'grafana/dashboards', file), 'utf8')) as Record<string, unknown>);
const all = rules();
const alerts = all.filter(({ alert }) => alert !== undefined);
const expressions = [...all.map(({ expr }) => expr), ...boards.flatMap(expressionsIn)];

/** Prometheus's own, and those it adds to every series. */
const GIVEN = new Set(['up', 'ALERTS', 'job', 'instance', 'le', 'alertname', 'alertstate', 'severity', 'window']);

/** The names in an expression that stand for a series, and those that stand for a label. */
function namesIn(expr: string): { series: string[]; labels: string[] } {
  const bare = expr.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const grouped = [...bare.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(',').map((name) => name.trim()).filter((name) => name !== ''));
  const matched = [...bare.matchAll(/\b([a-z_]+)\s*(?:=~|!~|!=|=)\s*""/g)].map(([, name = '']) => name);
  const rest = bare.replaceAll(/\b(?:by|without|on|ignoring)\s*\([^)]*\)/g, '').replaceAll(/\{[^}]*\}/g, '').replaceAll(/\[[^\]]*\]/g, '');
  return { series: [...rest.matchAll(/[a-zA-Z_:][\w:]*(?!\w*\s*\()/g)].map(([name]) => name).filter((name) => /[_:]|^up$|^ALERTS$/.test(name) && !/^(on|and|or|unless|bool|by)$/.test(name)), labels: [...grouped, ...matched] };
}

describe('the list of metrics', () => {
  const sources = readdirSync(join(REPOSITORY, 'services/api/src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => readFileSync(join(REPOSITORY, 'services/api/src', path), 'utf8'))
    .join('\n');
  const defined = [...sources.matchAll(/\bname: '([a-z_]+(?:\.[a-z0-9_]+)+)',\s*(?:unit:|\.\.\.)/g)].map(([, name]) => name);

  it('is what the code defines, and no other', () => {
    expect([...new Set(defined)].sort()).toEqual(METRICS.map(({ name }) => name).sort());
  });

  it('names them as Prometheus shows them', () => {
    for (const { name, type, unit, prometheus } of METRICS) {
      const ending = { s: '_seconds', By: '_bytes' }[unit] ?? '';
      expect(prometheus).toBe(name.replaceAll('.', '_') + ending + (type === 'counter' ? '_total' : ''));
    }
  });

  it('holds nothing that nobody looks at', () => {
    const seen = new Set(expressions.flatMap((expr) => namesIn(expr).series));
    expect(METRICS.filter((metric) => !seriesOf(metric).some((series) => seen.has(series))).map(({ name }) => name)).toEqual([]);
  });
});

describe('rules and dashboards', () => {
  const recorded = all.flatMap(({ record }) => record ?? []);
  const series = new Set([...METRICS.flatMap(seriesOf), ...recorded, ...GIVEN]);
  const labels = new Set([...METRICS.flatMap(labelsOf), ...GIVEN]);

  it('ask for series and labels that are exported, and for no other', () => {
    expect(expressions.length).toBeGreaterThan(80);
    for (const expr of expressions) {
      const names = namesIn(expr);
      expect({ expr, unknown: [...names.series.filter((name) => !series.has(name)), ...names.labels.filter((name) => !labels.has(name))] }).toEqual({ expr, unknown: [] });
    }
  });

  it('are read so that a misspelt name would be noticed', () => {
    expect(namesIn('sum by (outcom, le) (rate(bpmn_diagram_saves_count{state="x", queu=~"a|b"}[$__rate_interval])) > bool bpmn:nothing:ratio_rate5m or vector(0)')).toEqual({
      series: ['bpmn_diagram_saves_count', 'bpmn:nothing:ratio_rate5m'],
      labels: ['outcom', 'le', 'state', 'queu'],
    });
  });

  it('compare labels with values they can have', () => {
    const values = new Map(METRICS.flatMap(({ attributes }) => Object.entries(attributes).filter(([, list]) => list.length > 0).map(([name, list]) => [name.replaceAll('.', '_'), list] as const)));
    values.set('outcome', METRICS.flatMap(({ attributes }) => attributes['outcome'] ?? []));
    values.set('state', METRICS.flatMap(({ attributes }) => attributes['state'] ?? []));
    for (const expr of expressions) {
      for (const [, name = '', value = ''] of expr.matchAll(/\b([a-z_]+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"/g)) {
        const known = values.get(name);
        if (known !== undefined) expect(value.split('|').filter((word) => !known.includes(word))).toEqual([]);
      }
    }
  });

  it('draw on the bounds that are buckets', () => {
    for (const expr of expressions) for (const [, bound = ''] of expr.matchAll(/\ble="([^"]+)"/g)) expect(['0.2', '0.5']).toContain(bound);
  });
});

describe('alerts and runbooks', () => {
  const runbooks = readdirSync(join(REPOSITORY, 'docs/runbooks')).filter((file) => file !== 'README.md').sort();
  const kebab = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();

  it('belong together, one to one', () => {
    expect(runbooks).toEqual([...new Set(alerts.map(({ alert }) => `${kebab(alert ?? '')}.md`))].sort());
    for (const { alert, annotations } of alerts) expect(annotations?.['runbook_url']).toBe(`docs/runbooks/${kebab(alert ?? '')}.md`);
  });

  it('say in words what is wrong, how bad it is and what to do', () => {
    for (const { labels, annotations } of alerts) {
      expect(['page', 'ticket']).toContain(labels?.['severity']);
      expect(annotations?.['summary']?.length).toBeGreaterThan(15);
      expect(annotations?.['description']?.length).toBeGreaterThan(60);
    }
    for (const file of runbooks) {
      const text = readFileSync(join(REPOSITORY, 'docs/runbooks', file), 'utf8');
      for (const heading of ['What it means', 'How to see it', 'Likely causes', 'Mend', 'Verify', 'Escalate']) expect({ file, text }).toMatchObject({ text: expect.stringContaining(`\n## ${heading}\n`) });
    }
  });

  it('are all in the list of runbooks', () => {
    const list = readFileSync(join(REPOSITORY, 'docs/runbooks/README.md'), 'utf8');
    expect([...list.matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, file]) => file).sort()).toEqual(runbooks);
  });
});

describe('dashboards', () => {
  it.each(BOARDS)('%s asks the data source of its variable, in every panel', (file) => {
    const board = boards[BOARDS.indexOf(file)] as { uid: string; templating: { list: { name: string; type: string }[] }; panels: { type: string; title: string; description?: string; datasource?: { uid: string }; targets?: { datasource: { uid: string } }[] }[] };
    expect(board.templating.list).toContainEqual(expect.objectContaining({ name: 'datasource', type: 'datasource' }));
    for (const { type, title, description, datasource, targets = [] } of board.panels) {
      if (type === 'row') continue;
      expect({ title, uids: [datasource?.uid, ...targets.map((target) => target.datasource.uid)] }).toEqual({ title, uids: Array.from({ length: targets.length + 1 }, () => '${datasource}') });
      expect(description).toBeTruthy();
    }
  });

  it('have names of their own', () => {
    expect(new Set(boards.map(({ uid }) => uid)).size).toBe(boards.length);
  });
});

describe('the overlay for compose', () => {
  interface Service {
    readonly image?: string;
    readonly volumes?: readonly string[];
    readonly ports?: readonly string[];
    readonly depends_on?: Readonly<Record<string, unknown>>;
  }
  const overlay = yamlFile<{ services: Record<string, Service>; volumes: Record<string, unknown> }>('docker-compose.observability.yml');
  const services = Object.entries(overlay.services);

  it('pins every image, and opens no port to the world', () => {
    for (const [name, { image, ports = [] }] of services) {
      if (name !== 'api' && name !== 'worker') expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+$/);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it('mounts files that are there, and volumes it declares', () => {
    for (const [source = ''] of services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')))) {
      expect({ source, known: source.startsWith('./') ? existsSync(join(REPOSITORY, source)) : source in overlay.volumes }).toEqual({ source, known: true });
    }
  });

  it('waits for services it has, and speaks to those of the product', () => {
    const product = existsSync(join(REPOSITORY, 'docker-compose.yml')) ? Object.keys(yamlFile<{ services: object }>('../../docker-compose.yml').services) : ['api', 'worker'];
    expect(product).toEqual(expect.arrayContaining(['api', 'worker']));
    for (const [, { depends_on: needed = {} }] of services) for (const name of Object.keys(needed)) expect(Object.keys(overlay.services)).toContain(name);
    expect(yamlFile<{ scrape_configs: unknown[] }>('prometheus/prometheus.yml').scrape_configs).toContainEqual(expect.objectContaining({ job_name: 'bpmn-studio', dns_sd_configs: [expect.objectContaining({ names: ['api', 'worker'], port: 9464 })] }));
  });
});

describe('the collector', () => {
  interface Collector {
    readonly receivers: object;
    readonly processors: Record<string, { blocked_key_patterns: string[]; blocked_values: string[] }>;
    readonly exporters: object;
    readonly service: { pipelines: Record<string, { receivers: string[]; processors: string[]; exporters: string[] }> };
  }
  const collector = yamlFile<Collector>('collector/collector.yaml');

  it('bounds its memory first and masks secrets in every pipeline', () => {
    for (const { processors } of Object.values(collector.service.pipelines)) expect(processors).toEqual(['memory_limiter', 'redaction', 'batch']);
  });

  it('names only parts it defines', () => {
    for (const { receivers, processors, exporters } of Object.values(collector.service.pipelines)) {
      expect(Object.keys(collector.receivers)).toEqual(expect.arrayContaining(receivers));
      expect(Object.keys(collector.processors)).toEqual(expect.arrayContaining(processors));
      expect(Object.keys(collector.exporters)).toEqual(expect.arrayContaining(exporters));
    }
  });

  /** Go's regular expressions take flags in front; JavaScript's take them beside. */
  const regex = (pattern: string) => new RegExp(pattern.replace(/^\(\?([a-z]+)\)/, ''), /^\(\?([a-z]+)\)/.exec(pattern)?.[1] ?? '');

  it.each(['http.request.header.cookie', 'authorization', 'user.password', 'authSecret', 'x-api-key', 'session_token', 'refreshToken', 'db.query.parameter.0', 'bpmnXml'])('masks an attribute called %s', (key) => {
    expect(collector.processors['redaction']?.blocked_key_patterns.some((pattern) => regex(pattern).test(key))).toBe(true);
  });

  it.each(['http.route', 'bpmn.diagram.id', 'db.query.text', 'url.path', 'exception.type', 'bpmn.outcome', 'messaging.message.id'])('leaves an attribute called %s', (key) => {
    expect(collector.processors['redaction']?.blocked_key_patterns.some((pattern) => regex(pattern).test(key))).toBe(false);
  });

  it.each(['connect to postgresql://o:hunter2@db/studio', 'Bearer abcdefgh12345', 'better-auth.session_token=abc', 'password=hunter2', '"secret":"hunter2"', '<?xml version="1.0"?><definitions/>'])('masks a value such as %s', (value) => {
    expect(collector.processors['redaction']?.blocked_values.some((pattern) => regex(pattern).test(value))).toBe(true);
  });
});
