const STEPS: readonly (readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  [60 * 60, 'minute', 60],
  [24 * 60 * 60, 'hour', 60 * 60],
  [7 * 24 * 60 * 60, 'day', 24 * 60 * 60],
];

/** The words are English, the order of day and month is the reader's own where the browser names an English of theirs. */
const LOCALE = englishAmong(navigator.languages);

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: 'numeric', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' });

/** "just now", "5 minutes ago", "yesterday"; older than a week the day itself. A clock that runs ahead reads "just now". */
export function relativeTime(timestamp: string, now = Date.now()): string {
  const age = (now - Date.parse(timestamp)) / 1000;
  if (age < 60) return 'just now';
  for (const [limit, unit, seconds] of STEPS) if (age < limit) return relative.format(-Math.floor(age / seconds), unit);
  return relativeDay(timestamp, now);
}

/** Date and time to the second, which tells two saves of one minute apart. */
export function exactTime(timestamp: string): string {
  return exact.format(new Date(timestamp));
}

/** The time of day to the minute: "14:02". */
export function clockTime(timestamp: string): string {
  return clock.format(new Date(timestamp));
}

/** "Today", "Yesterday", "Monday 2 November", and with its year when that is another one. Days are those of the reader's own clock. */
export function dayWords(timestamp: string, now = Date.now()): string {
  const [date, today] = [new Date(timestamp), new Date(now)];
  const midnight = (of: Date, back = 0) => new Date(of.getFullYear(), of.getMonth(), of.getDate() - back).getTime();
  const at = midnight(date);
  if (at >= midnight(today)) return 'Today';
  if (at === midnight(today, 1)) return 'Yesterday';
  return (date.getFullYear() === today.getFullYear() ? weekday : dayAndYear).format(date);
}

/** Day and time of day, as short as they can be told: "Today 14:02", "2 Nov 14:02". */
export function dayAndClock(timestamp: string, now = Date.now()): string {
  const words = dayWords(timestamp, now);
  return `${words === 'Today' || words === 'Yesterday' ? words : relativeDay(timestamp, now)} ${clockTime(timestamp)}`;
}

function relativeDay(timestamp: string, now: number): string {
  const date = new Date(timestamp);
  return (date.getFullYear() === new Date(now).getFullYear() ? day : dayAndYear).format(date);
}

/** Whole days left of a term that began at a moment; never below 0. */
export function daysLeft(since: string, days: number, now = Date.now()): number {
  return Math.max(0, Math.ceil(days - (now - Date.parse(since)) / 86_400_000));
}

/** The first English a browser names. It may name one nobody knows ("en-US@posix" of a bare Linux), which Intl throws at. */
export function englishAmong(languages: readonly string[]): string {
  return languages.find((language) => language.startsWith('en') && isKnown(language)) ?? 'en-GB';
}

function isKnown(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
