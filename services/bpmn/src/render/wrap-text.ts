import { measureText } from './text-measure.js';

const ELLIPSIS = '…';

/**
 * Breaks a text into lines no wider than `width`: at line ends of its own, between words, and within a word only when
 * the word alone is too wide (after a hyphen, slash or underscore if there is one). What does not fit into `mostLines`
 * is cut with an ellipsis.
 */
export function wrapText(text: string, width: number, fontSize: number, mostLines = 100): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    if (lines.length > mostLines) break;
    wrapParagraph(paragraph, Math.max(width, fontSize), fontSize, lines);
  }
  while (lines.at(-1) === '') lines.pop();
  while (lines[0] === '') lines.shift();
  if (lines.length <= mostLines) return lines;
  const kept = lines.slice(0, Math.max(1, mostLines));
  kept.push(ellipsized(kept.pop() ?? '', width, fontSize));
  return kept;
}

function wrapParagraph(paragraph: string, width: number, fontSize: number, lines: string[]): void {
  let line = '';
  for (const word of paragraph.split(/\s+/)) {
    if (word === '') continue;
    const longer = line === '' ? word : `${line} ${word}`;
    if (measureText(longer, fontSize) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = breakWord(word, width, fontSize, lines);
  }
  lines.push(line);
}

/** Puts the full lines of a word that is too wide, returns its rest. */
function breakWord(word: string, width: number, fontSize: number, lines: string[]): string {
  let rest = word;
  while (measureText(rest, fontSize) > width) {
    const fits = prefixWithin(rest, width, fontSize);
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
