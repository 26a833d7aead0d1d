import type { Operations } from '@bpmn-studio/contracts';
import { clockTime, inUnit, type Unit } from './units.js';

export type Tone = 'main' | 'second' | 'third' | 'fourth' | 'good' | 'watch' | 'bad' | 'quiet';

export interface Line {
  readonly label: string;
  readonly tone: Tone;
  readonly values: readonly (number | null)[];
}

/** One chart: what it shows, in which unit, and its lines. */
export interface Trend {
  readonly title: string;
  /** What a good line looks like, in a few words. */
  readonly hint: string;
  readonly unit: Unit;
  /** Bars that add up, or lines. */
  readonly shape: 'lines' | 'bars';
  readonly lines: readonly Line[];
  /** What a line should stay below. */
  readonly objective?: number;
}

export interface TrendGroup {
  readonly title: string;
  readonly trends: readonly Trend[];
}

/** Lines of processes that can be told apart. */
const MOST_PROCESSES = 4;
const TONES: readonly Tone[] = ['main', 'second', 'third', 'fourth', 'watch', 'good', 'bad', 'quiet'];
const line = (label: string, tone: Tone, values: readonly (number | null)[]): Line => ({ label, tone, values });

/** Every chart of the page, in the order in which somebody who was woken up asks. */
export function trendsOf({ series, now }: Pick<Operations, 'series' | 'now'>): TrendGroup[] {
  const { saves, jobs } = series;
  return [
    {
      title: 'Traffic',
      trends: [
        { title: 'Requests', hint: 'all routes, probes left out', unit: 'per-second', shape: 'lines', lines: [line('Answered', 'main', series.requestsPerSecond), line('Refused, too many (429)', 'watch', series.refusedPerSecond)] },
        { title: 'Errors', hint: 'share of answers of 500 and above', unit: 'share', shape: 'lines', objective: 0.01, lines: [line('Error share', 'bad', series.errorShare)] },
        { title: 'Time to answer', hint: 'half and 95 of 100 requests are faster', unit: 'seconds', shape: 'lines', lines: [line('95 of 100', 'main', series.requestP95), line('Half', 'second', series.requestP50)] },
      ],
    },
    {
      title: 'Saving',
      trends: [
        { title: 'Time to save', hint: 'saves that went through', unit: 'seconds', shape: 'lines', objective: 0.5, lines: [line('95 of 100', 'main', series.saveP95), line('Half', 'second', series.saveP50)] },
        { title: 'Conflicts', hint: 'share of saves that met a newer version', unit: 'share', shape: 'lines', objective: 0.1, lines: [line('Conflict share', 'watch', conflictShare(saves))] },
        {
          title: 'Saves by outcome', hint: 'each bar is one step of time', unit: 'count', shape: 'bars',
          lines: [
            line('Saved', 'good', saves.saved), line('Nothing new', 'quiet', saves.unchanged), line('Conflict', 'watch', saves.conflict),
            line('Refused', 'third', saves.refused), line('Not available', 'second', saves.unavailable), line('Failed', 'bad', saves.failed),
          ],
        },
      ],
    },
    {
      title: 'Behind the scenes',
      trends: [
        { title: 'Outbox', hint: 'how old the oldest event is that waits', unit: 'seconds', shape: 'lines', objective: 60, lines: [line('Lag', 'main', series.outboxLagSeconds)] },
        { title: 'Queues', hint: 'jobs that wait or run', unit: 'count', shape: 'lines', lines: [line('outbox', 'quiet', series.outboxWaiting), ...several(series.queues.map(({ name, depth }) => [name, depth]))] },
        {
          title: 'Jobs by outcome', hint: 'each bar is one step of time', unit: 'count', shape: 'bars',
          lines: [line('Done', 'good', jobs.done), line('Put off', 'quiet', jobs.put_off), line('Tried again', 'watch', jobs.retried), line('Parked', 'bad', jobs.parked)],
        },
      ],
    },
    {
      title: 'Resources',
      trends: [
        { title: 'Database connections', hint: 'in use, all processes together', unit: 'count', shape: 'lines', lines: several(series.pools.map(({ name, used, max }) => [max === null ? name : `${name}, of ${max}`, used])) },
        { title: 'Event-loop delay', hint: '99 of 100 turns, the slowest process', unit: 'seconds', shape: 'lines', objective: 0.2, lines: [line('Delay', 'main', series.eventLoopP99)] },
        memoryOf(series.memory, now.processes),
      ],
    },
  ];
}

/** Refused documents are no saves: they never got as far as a version. */
function conflictShare(saves: Operations['series']['saves']): (number | null)[] {
  const tried = [saves.saved, saves.unchanged, saves.conflict, saves.unavailable, saves.failed];
  return saves.conflict.map((conflicts, index) => {
    const all = tried.reduce((sum, each) => sum + (each[index] ?? 0), 0);
    return conflicts === null || all === 0 ? null : conflicts / all;
  });
}

function several(named: readonly (readonly [string, readonly (number | null)[]])[]): Line[] {
  return named.slice(0, TONES.length).map(([label, values], index) => line(label, TONES[index] ?? 'quiet', values));
}

/** The largest processes: ten lines side by side tell nothing, and who runs out of memory is among these. */
function memoryOf(memory: Operations['series']['memory'], processes: Operations['now']['processes']): Trend {
  const peak = (bytes: readonly (number | null)[]): number => Math.max(0, ...bytes.map((value) => value ?? 0));
  const largest = memory.toSorted((one, other) => peak(other.bytes) - peak(one.bytes)).slice(0, MOST_PROCESSES);
  return {
    title: 'Memory', hint: largest.length < memory.length ? `resident, the ${MOST_PROCESSES} largest of ${memory.length} processes` : 'resident, each process', unit: 'bytes', shape: 'lines',
    lines: several(largest.map(({ processId, bytes }) => [nameOf(processId, processes), bytes])),
  };
}

function nameOf(id: string, processes: Operations['now']['processes']): string {
  const known = processes.find((process) => process.id === id);
  return known === undefined ? `ended (${id.slice(0, 4)})` : `${known.host}:${known.pid}`;
}

/** When a bucket began; milliseconds since 1970. */
export function momentOf({ from, stepSeconds }: Pick<Operations, 'from' | 'stepSeconds'>, index: number): number {
  return Date.parse(from) + index * stepSeconds * 1_000;
}

/** What a line shows, for the legend and for those who do not see it: "now 12 /s, highest 40 /s at 14:05". */
export function inWords({ values }: Line, { unit, shape }: Pick<Trend, 'unit' | 'shape'>, operations: Pick<Operations, 'from' | 'stepSeconds'>): string {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const last = known.at(-1);
  if (last === undefined) return 'nothing recorded';
  const highest = known.reduce((a, b) => (b.value > a.value ? b : a));
  const at = clockTime(momentOf(operations, highest.index));
  if (shape === 'bars') return `${inUnit(known.reduce((sum, { value }) => sum + value, 0), unit)} in all`;
  const now = last.index >= values.length - 2 ? `now ${inUnit(last.value, unit)}` : `last ${inUnit(last.value, unit)} at ${clockTime(momentOf(operations, last.index))}`;
  return highest.value === last.value ? now : `${now}, highest ${inUnit(highest.value, unit)} at ${at}`;
}
