import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gauge, total } from './metrics.js';

/** Finer costs: every look is a wake-up, of two histograms. */
const RESOLUTION_MS = 20;
/** How long a delay is seen at most; younger than the slowest collector's pause would hide it from that one. */
const WINDOW_MS = 60_000;

/** Measures the process itself: how late its event loop comes, its memory, its CPU time. @returns ends it */
export function watchRuntime(): () => void {
  const stopDelay = watchEventLoop();
  const stops = [
    gauge({ name: 'process.memory.usage', unit: 'By', description: 'Resident memory of the process' }, (observe) => observe(process.memoryUsage.rss())),
    total({ name: 'process.cpu.time', unit: 's', description: 'CPU time of the process, user and system' }, (observe) => observe(cpuSeconds())),
    stopDelay,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Percentiles of the last one to two windows: readers share one measurement, so none of them may begin it anew. Two
 * histograms take turns, and the fuller one is asked.
 */
function watchEventLoop(): () => void {
  let older = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let newer = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  older.enable();
  newer.enable();
  const turn = setInterval(() => {
    older.reset();
    [older, newer] = [newer, older];
  }, WINDOW_MS);
  turn.unref();
  // The histogram holds the time between two looks, so a loop that is never late still shows the resolution.
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
  const about = (which: string) => ({ unit: 's', description: `How late the event loop came, ${which} of the last minute or two` }) as const;
  const stops = [
    gauge({ name: 'nodejs.eventloop.delay.p50', ...about('median') }, (observe) => observe(late(older.percentile(50)))),
    gauge({ name: 'nodejs.eventloop.delay.p99', ...about('99th percentile') }, (observe) => observe(late(older.percentile(99)))),
    gauge({ name: 'nodejs.eventloop.delay.max', ...about('longest') }, (observe) => observe(late(older.max))),
  ];
  return () => {
    clearInterval(turn);
    for (const stop of stops) stop();
    older.disable();
    newer.disable();
  };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
