/** How a figure is written: short enough for a tile, with its unit. */
export type Unit = 'per-second' | 'share' | 'seconds' | 'count' | 'bytes';

/** The last edge of the histograms: what is slower is only known to be slower. */
const SLOWEST_S = 10;
const MB = 1_000_000;
const GB = 1_000 * MB;

/** "12.4 /s", "0.3 %", "45 ms", "1,204", "310 MB"; a dash where nothing is known. */
export function inUnit(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return '–';
  switch (unit) {
    case 'per-second':
      return `${rounded(value)} /s`;
    case 'share':
      return `${rounded(value * 100)} %`;
    case 'seconds':
      return inSeconds(value);
    case 'bytes':
      return value < 999.5 * MB ? `${Math.round(value / MB)} MB` : `${Number((value / GB).toPrecision(3))} GB`;
    default:
      return rounded(value);
  }
}

/** A time that came out of a histogram: above its last edge nobody measured. */
export function measured(seconds: number | null): string {
  return seconds !== null && seconds >= SLOWEST_S ? `${SLOWEST_S} s or more` : inUnit(seconds, 'seconds');
}

/** "3 min", "5 h 12 min", "2 days": how long something has been. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${Math.max(0, Math.floor(seconds))} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

/** "14:05": the moment of a bucket, as the reader's clock has it. */
export function clockTime(moment: number): string {
  return new Date(moment).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** "14:05:09": the moment of one thing that happened today. */
export function exactClockTime(timestamp: string): string {
  return new Date(timestamp).toLocaleTimeString('en-GB');
}

/** Where a scale from zero is marked so that it reaches a value: four steps of a round number. Counts have no halves. */
export function ticksUpTo(value: number, unit: Unit): number[] {
  const rough = Math.max(value, Number.MIN_VALUE) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((factor) => factor * power).find((step) => step >= rough * (1 - 1e-9)) ?? rough;
  const step = unit === 'count' ? Math.ceil(round) : round;
  return [0, 1, 2, 3, 4].map((nth) => Number((nth * step).toPrecision(6)));
}

function inSeconds(value: number): string {
  if (value === 0) return '0 s';
  if (value < 0.0995) return `${Number((value * 1_000).toPrecision(2))} ms`;
  if (value < 0.9995) return `${Math.round(value * 1_000)} ms`;
  return value < 120 ? `${Number(value.toPrecision(3))} s` : duration(value);
}

function rounded(value: number): string {
  return Number(value >= 100 ? value.toFixed(0) : value.toPrecision(value >= 10 ? 3 : 2)).toLocaleString('en', { maximumFractionDigits: 4 });
}
