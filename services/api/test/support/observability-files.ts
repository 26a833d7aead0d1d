import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));
export const OBSERVABILITY = join(REPOSITORY, 'infrastructure/observability');

export interface Metric {
  readonly name: string;
  readonly type: 'histogram' | 'counter' | 'gauge';
  readonly unit: string;
  readonly prometheus: string;
  /** Attribute -> the values it may have; none listed: any. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export function yamlFile<T>(...path: string[]): T {
  return parse(readFileSync(join(OBSERVABILITY, ...path), 'utf8'), { merge: true }) as T;
}

export function filesIn(...path: string[]): string[] {
  return readdirSync(join(OBSERVABILITY, ...path)).sort();
}

/** The one list of what the product exports. */
export const METRICS = JSON.parse(readFileSync(join(OBSERVABILITY, 'metrics.json'), 'utf8')) as readonly Metric[];

export function rules(): Rule[] {
  return filesIn('prometheus/rules').flatMap((file) => yamlFile<{ groups: { rules: Rule[] }[] }>('prometheus/rules', file).groups.flatMap((group) => group.rules));
}

/** Every expression of a dashboard, wherever it stands in it. */
export function expressionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'expr' && typeof inner === 'string' ? [inner] : expressionsIn(inner)));
}

/** The series a Prometheus shows of a metric. */
export function seriesOf({ type, prometheus }: Metric): string[] {
  return type === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => prometheus + end) : [prometheus];
}

export function labelsOf({ attributes }: Metric): string[] {
  return Object.keys(attributes).map((name) => name.replaceAll('.', '_'));
}
