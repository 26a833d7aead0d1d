import type { RouteFigures } from '@bpmn-studio/contracts';
import { share, tidy } from './draw-series.js';
import { quantile } from './histogram.js';
import { EMPTY_SAMPLE, mergeSamples, type Answers } from './sample.js';
import type { SampleRow } from './sample-row.js';

const SHOWN = 10;
/** Of fewer answers than this, the 95th percentile is one of them and says nothing about the rest. */
const WORTH_RANKING = 20;

/** The slowest and the most failing routes of a range, ten of each. */
export function rankRoutes(rows: readonly SampleRow[]): { slowest: RouteFigures[]; failing: RouteFigures[] } {
  if (rows.length === 0) return { slowest: [], failing: [] };
  const seconds = Math.max(1, (Math.max(...rows.map(({ until }) => until)) - Math.min(...rows.map(({ since }) => since))) / 1_000);
  const { routes } = rows.map(({ sample }) => ({ ...EMPTY_SAMPLE, routes: sample.routes })).reduce(mergeSamples, EMPTY_SAMPLE);
  const all = Object.entries(routes).map(([route, answers]) => figures(route, answers, seconds));
  const busy = all.filter(({ requestsPerSecond }) => requestsPerSecond * seconds >= WORTH_RANKING);
  return {
    slowest: (busy.length > 0 ? busy : all).toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0)).slice(0, SHOWN),
    failing: all.filter(({ errors }) => errors > 0).sort((a, b) => b.errors - a.errors).slice(0, SHOWN),
  };
}

function figures(route: string, { count, errors, buckets }: Answers, seconds: number): RouteFigures {
  return { route, requestsPerSecond: tidy(count / seconds) ?? 0, errors, errorShare: tidy(share(errors, count)) ?? 0, p95: tidy(quantile(buckets, 0.95)) };
}
