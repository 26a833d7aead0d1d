import { writtenTime } from './plain-time.js';

export type TimeKind = 'timeDate' | 'timeDuration' | 'timeCycle';

/** How a time reads: in plain words, or why it cannot be read and what would mend it. */
export type TimeReading = { readonly words: string } | { readonly fault: string };

const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const CYCLE = /^R(\d*)\/(.+)$/;
const CRON = /^(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)|(?:[\d*?,/LW#A-Z-]+\s+){4,6}[\d*?,/LW#A-Z-]+)$/i;

const MENDS: Readonly<Record<TimeKind, string>> = {
  timeDate: 'Write a date and time such as 2027-03-31T09:00:00Z.',
  timeDuration: 'Write P, then days, then T and hours or minutes: PT10M is 10 minutes, P2D is 2 days.',
  timeCycle: 'Write R, how often, and a duration: R3/PT10M is every 10 minutes, 3 times; R/P1D is every day.',
};

/**
 * Reads the time of a timer event (ISO 8601, as BPMN 2.0 asks). An expression of an engine (${...}, #{...} or =...) is
 * taken as it is, for only the engine can tell.
 */
export function readTime(kind: TimeKind, written: string): TimeReading {
  const text = written.trim();
  const meant = kind === 'timeDate' ? undefined : writtenTime(kind, text);
  if (meant !== undefined) return { fault: `Write ${meant} for “${text}”.` };
  if (text === '') return { fault: MENDS[kind] };
  if (/^([$#]\{.*\}|=.+)$/s.test(text)) return { words: 'An expression, worked out when the process runs.' };
  if (kind === 'timeDate') return sayOr(dateWords(text), 'At', MENDS[kind]);
  if (kind === 'timeDuration') return sayOr(durationWords(text)?.words, 'After', MENDS[kind]);
  return cycleReading(text);
}

function sayOr(words: string | undefined, before: string, fault: string): TimeReading {
  return words === undefined ? { fault } : { words: `${before} ${words}.` };
}

function cycleReading(text: string): TimeReading {
  if (CRON.test(text)) return { words: 'A cron expression: some engines know it, BPMN itself does not.' };
  const [, count, rest = ''] = CYCLE.exec(text) ?? [];
  if (count === undefined) return { fault: MENDS.timeCycle };
  const parts = rest.split('/');
  const duration = parts.map(durationWords).find((found) => found !== undefined);
  const dates = parts.filter((part) => !part.startsWith('P')).map(dateWords);
  if (duration === undefined || parts.length > 2 || dates.includes(undefined)) return { fault: MENDS.timeCycle };
  const bound = dates.length === 0 ? '' : parts[0]?.startsWith('P') ? `, until ${dates[0]}` : `, from ${dates[0]}`;
  return { words: `Every ${duration.every}, ${times(count)}${bound}.` };
}

function times(count: string): string {
  if (count === '') return 'without end';
  return count === '1' ? 'once' : `${Number(count)} times`;
}

/** A duration in words ("1 hour and 30 minutes"), and as it follows "every" ("hour"). */
function durationWords(text: string): { words: string; every: string } | undefined {
  const found = DURATION.exec(text);
  if (!found || text.endsWith('T')) return undefined;
  const parts = found.slice(1).flatMap((amount, index) => (amount === undefined ? [] : [{ amount: amount.replace(',', '.'), unit: UNITS[index] }]));
  if (parts.length === 0) return undefined;
  const said = parts.map(({ amount, unit }) => `${Number(amount)} ${unit}${Number(amount) === 1 ? '' : 's'}`);
  const words = said.length === 1 ? (said[0] ?? '') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
  const single = parts.length === 1 && Number(parts[0]?.amount) === 1 ? parts[0]?.unit : undefined;
  return { words, every: single ?? words };
}

/** A date in words; undefined when there is no such day or hour. */
function dateWords(text: string): string | undefined {
  const [, year, month, day, hour, minute, second, zone] = DATE.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const said = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
  if (hour === undefined) return said;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const where = zone === undefined ? '' : zone === 'Z' ? ' UTC' : ` UTC${zone}`;
  return `${hour}:${minute}${second === undefined || second === '00' ? '' : `:${second}`}${where} on ${said}`;
}
