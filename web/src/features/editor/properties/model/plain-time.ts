const LETTERS: Readonly<Record<string, readonly ['date' | 'time', string]>> = {
  year: ['date', 'Y'],
  month: ['date', 'M'],
  week: ['date', 'W'],
  day: ['date', 'D'],
  hour: ['time', 'H'],
  minute: ['time', 'M'],
  second: ['time', 'S'],
};
const WHOLE = /^(?:every|each|after|in|for)?\s*(.+?)(?:,?\s+(\d+) times|,?\s+(once))?$/;
const PART = /^(?:(\d+|an?|one)\s*)?(year|month|week|day|hour|minute|second)s?$/;
const ORDER = 'YMWDHS';

/**
 * How a time in plain English ("every 10 minutes, 3 times", "2 days and 4 hours") is written in a BPMN file (ISO 8601).
 * @returns undefined when the words are not that plain, or name a unit twice
 */
export function writtenTime(kind: 'timeDuration' | 'timeCycle', words: string): string | undefined {
  const [, span = '', times, once] = WHOLE.exec(words.trim().toLowerCase().replace(/\.$/, '')) ?? [];
  const found = { date: new Map<string, number>(), time: new Map<string, number>() };
  for (const part of span.split(/\s*,\s*(?:and\s+)?|\s+and\s+/)) {
    const [, amount = '1', unit = ''] = PART.exec(part) ?? [];
    const [side, letter] = LETTERS[unit] ?? [];
    if (side === undefined || letter === undefined || found[side].has(letter)) return undefined;
    found[side].set(letter, /^\d+$/.test(amount) ? Number(amount) : 1);
  }
  const said = (amounts: ReadonlyMap<string, number>) => [...ORDER].map((letter) => (amounts.has(letter) ? `${amounts.get(letter)}${letter}` : '')).join('');
  const duration = `P${said(found.date)}${found.time.size > 0 ? `T${said(found.time)}` : ''}`;
  if (kind === 'timeCycle') return `R${once === undefined ? (times ?? '') : '1'}/${duration}`;
  return times === undefined && once === undefined ? duration : undefined;
}
