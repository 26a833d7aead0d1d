import type { Operations } from '@bpmn-studio/contracts';
import { BarChart, LineChart } from '@mantine/charts';
import { momentOf, type Line, type Tone, type Trend } from './trends.js';
import { clockTime, inUnit, ticksUpTo } from './units.js';

type Points = Pick<Operations, 'from' | 'stepSeconds' | 'buckets'>;

export const toneColor = (tone: Tone): string => `var(--tone-${tone})`;
/** Lines differ in their dashes, too: not everyone tells them apart by colour. */
export const DASHES: readonly (string | undefined)[] = [undefined, '5 3', '2 3', '9 3 2 3'];

/** Room for the topmost label, and for the end of the last one. */
const MARGIN = { top: 8, right: 14, bottom: 0, left: 0 };

/** The lines or bars of a trend. A gap is a gap: nothing is drawn over it. */
export function TrendChart({ trend, points }: { readonly trend: Trend; readonly points: Points }) {
  const ticks = ticksOf(trend);
  const shared = {
    h: 190,
    dataKey: 'time',
    data: dataOf(trend, points),
    valueFormatter: (value: number) => inUnit(value, trend.unit),
    accessibilityLayer: false, // the picture has a name, the figures a table
    tickLine: 'none' as const,
    xAxisProps: { minTickGap: 48, interval: 'equidistantPreserveStart' as const, tickMargin: 8 },
    yAxisProps: { width: 62, ticks, domain: [0, Math.max(...ticks)] },
    tooltipProps: { isAnimationActive: false, offset: 16 },
    ...(trend.objective === undefined || !nears(trend.lines, trend.objective) ? {} : { referenceLines: [{ y: trend.objective, color: 'var(--tone-objective)', label: `limit ${inUnit(trend.objective, trend.unit)}`, labelPosition: 'insideTopRight' as const, strokeDasharray: '3 4' }] }),
  };
  const series = trend.lines.map(({ label, tone }, index) => ({ name: `line${index}`, label, color: toneColor(tone) }));
  if (trend.shape === 'bars') return <BarChart {...shared} type="stacked" series={series} barChartProps={{ syncId: 'operations', barCategoryGap: 1, margin: MARGIN }} barProps={{ isAnimationActive: false }} cursorFill="var(--tone-cursor)" />;
  return (
    <LineChart
      {...shared}
      curveType="linear"
      connectNulls={false}
      strokeWidth={1.75}
      withDots={false}
      lineChartProps={{ syncId: 'operations', margin: MARGIN }}
      series={series.map((each, index) => ({ ...each, ...(DASHES[index % DASHES.length] !== undefined && { strokeDasharray: DASHES[index % DASHES.length]! }) }))}
      lineProps={({ name, color }) => ({ dot: aloneDot(trend.lines[Number(name.slice(4))], color), activeDot: { r: 3.5, strokeWidth: 0, fill: color ?? 'currentColor' } })}
    />
  );
}

function dataOf(trend: Trend, points: Points): Record<string, string | number | null>[] {
  return Array.from({ length: points.buckets }, (_, index) => ({
    time: clockTime(momentOf(points, index)),
    ...Object.fromEntries(trend.lines.map(({ values }, line) => [`line${line}`, values[index] ?? null])),
  }));
}

/** A point between two gaps makes no line; it is drawn as a dot. */
function aloneDot(line: Line | undefined, color: string | undefined) {
  return function AloneDot({ cx, cy, index }: { readonly cx?: number; readonly cy?: number; readonly index?: number }) {
    const at = index ?? 0;
    const alone = line !== undefined && typeof line.values[at] === 'number' && typeof line.values[at - 1] !== 'number' && typeof line.values[at + 1] !== 'number';
    return alone && typeof cx === 'number' && typeof cy === 'number' ? <circle key={at} cx={cx} cy={cy} r={2.5} fill={color} /> : <g key={at} />;
  };
}

/** From zero, so that a small wobble does not look like a mountain, and never flat on the floor. */
function ticksOf({ unit, lines, shape, objective }: Trend): number[] {
  const at = Array.from({ length: lines[0]?.values.length ?? 0 }, (_, index) => lines.map(({ values }) => values[index] ?? 0));
  const highest = Math.max(0, ...at.map((values) => (shape === 'bars' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values))));
  const least = { 'per-second': 1, share: 0.02, seconds: 0.02, count: 4, bytes: 100_000_000 }[unit];
  return ticksUpTo(Math.max(highest, least, objective !== undefined && nears(lines, objective) ? objective : 0), unit);
}

/** A limit far above everything would press the lines to the floor. */
function nears(lines: readonly Line[], objective: number): boolean {
  return lines.some(({ values }) => values.some((value) => (value ?? 0) > objective / 2));
}
