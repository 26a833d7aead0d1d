import { REPORT_BOUNDS } from './import-report.js';

/** A piece of the file for a sentence: on one line, without control characters, cut. */
export function quoted(text: string): string {
  return `“${shortened(text)}”`;
}

/** As quoted, without the marks. */
export function shortened(text: string, most: number = REPORT_BOUNDS.quotedText): string {
  // Cut before it is cleaned: a text of megabytes is not worth it.
  const clean = text.slice(0, 4 * most).replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return clean.length > most || text.length > 4 * most ? `${clean.slice(0, most).toWellFormed()}…` : clean.toWellFormed();
}

/**
 * The line of a text a refusal points at, for showing: around the column when it is long, control characters as spaces.
 * When there is nothing on it, as behind the end of a torn-off file, the last one before it that says something.
 * @param line and column from 1
 * @returns at most 160 characters; undefined when there is no such line or nothing on it
 */
export function quoteLine(text: string, line: number, column: number): string | undefined {
  let start = 0;
  const ends = /\r\n?|\n/g;
  for (let passed = 1; passed < line; passed++) {
    if (!ends.exec(text)) return undefined;
    start = ends.lastIndex;
  }
  ends.lastIndex = start;
  const end = ends.exec(text)?.index ?? text.length;
  if (text.slice(start, end).trim() === '') {
    const before = text.slice(0, start).trimEnd();
    return before === '' ? undefined : cutOut(before, Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1, before.length, before.length);
  }
  return cutOut(text, start, end, start + column - 1);
}

/** The part of a line around a place. */
function cutOut(text: string, start: number, end: number, at: number): string | undefined {
  const from = Math.max(start, Math.min(at, end) - 100);
  const to = Math.min(end, from + 160);
  const piece = text.slice(from, to).replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').toWellFormed().trim();
  return piece === '' ? undefined : `${from > start ? '…' : ''}${piece}${to < end ? '…' : ''}`;
}
