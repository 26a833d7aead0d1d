import { measureText } from './text-measure.js';

const ELLIPSIS = '…';
const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/**
 * Breaks a text into lines no wider than `width`: at line ends of its own, between words, and within a word only when
 * the word alone is too wide (after a hyphen, slash or underscore if there is one). What does not fit into `mostLines`
 * is cut with an ellipsis.
 */
export function wrapText(text: string, width: number, fontSize: number, mostLines = 100): string[] {
  const lines = wrapLines(text, width, fontSize, mostLines);
  return lines.length <= mostLines ? lines : cutLines(lines, width, fontSize, mostLines);
}

/** As wrapText, but with what comes first of the line beyond the most in place of the ellipsis. */
export function wrapLines(text: string, width: number, fontSize: number, mostLines: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.trim().split(LINE_END)) {
    if (lines.length > mostLines) break;
    wrapParagraph(paragraph, Math.max(width, fontSize), fontSize, lines, mostLines);
  }
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}

/** The first lines of a text that has more, the last one with an ellipsis. */
export function cutLines(lines: string[], width: number, fontSize: number, mostLines: number): string[] {
  const kept = lines.slice(0, Math.max(1, mostLines));
  kept.push(ellipsized(kept.pop() ?? '', width, fontSize));
  return kept;
}

// Stops one line beyond the most: enough to know that there is more.
function wrapParagraph(paragraph: string, width: number, fontSize: number, lines: string[], mostLines: number): void {
  let line = '';
  for (const word of paragraph.split(/\s+/)) {
    if (word === '') continue;
    if (lines.length > mostLines) return;
    const longer = line === '' ? word : `${line} ${word}`;
    if (measureText(longer, fontSize) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = breakWord(word, width, fontSize, lines, mostLines);
  }
  lines.push(line);
}

/** Puts the full lines of a word that is too wide, returns its rest. */
function breakWord(word: string, width: number, fontSize: number, lines: string[], mostLines: number): string {
  let rest = word;
  while (lines.length <= mostLines) {
    const fits = prefixWithin(rest, width, fontSize);
    if (fits.length === rest.length) break;
    const soft = Math.max(...['-', '/', '_', '.'].map((mark) => fits.lastIndexOf(mark))) + 1;
    const taken = soft >= 3 ? fits.slice(0, soft) : fits;
    lines.push(taken);
    rest = rest.slice(taken.length);
  }
  return rest;
}

/** The longest beginning that fits, at least one character. */
function prefixWithin(word: string, width: number, fontSize: number): string {
  let fits = '';
  let used = 0;
  for (const character of word) {
    used += measureText(character, fontSize);
    if (used > width && fits !== '') break;
    fits += character;
  }
  return fits;
}

function ellipsized(line: string, width: number, fontSize: number): string {
  const room = width - measureText(ELLIPSIS, fontSize);
  return measureText(line, fontSize) <= room ? line + ELLIPSIS : prefixWithin(line, Math.max(room, 1), fontSize).trimEnd() + ELLIPSIS;
}
