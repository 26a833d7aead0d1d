import { foldWithOffsets } from './fold-text.js';
import { isLong, type SearchWords } from './search-words.js';
import { isUnspaced } from './words.js';

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Characters of a text that are shown, about. */
const LENGTH = 160;
/** Of these, characters before the first hit. */
const BEFORE = 40;
const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** The part of a text where the words are found first, in pieces: what was found, and what stands around it. */
export function excerptOf(text: string, sought: SearchWords): Piece[] {
  const hits = hitsIn(text, sought);
  const from = text.length <= LENGTH ? 0 : startNear(text, Math.max(0, (hits[0]?.[0] ?? 0) - BEFORE));
  return piecesOf(text, hits, from, Math.min(text.length, boundary(text, from + LENGTH)));
}

/** A whole text in pieces: a title is known by how it begins, wherever the words stand in it. */
export function markedIn(text: string, sought: SearchWords): Piece[] {
  return piecesOf(text, hitsIn(text, sought), 0, text.length);
}

function piecesOf(text: string, hits: readonly (readonly [number, number])[], from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  const add = (piece: string, hit: boolean): void => void (piece !== '' && pieces.push({ text: piece, hit }));
  let at = from;
  if (from > 0) add('…', false);
  for (const [start, end] of hits) {
    if (start < from || start >= to) continue;
    add(text.slice(at, start), false);
    add(text.slice(start, Math.min(end, to)), true);
    at = Math.min(end, to);
  }
  add(text.slice(at, to) + (to < text.length ? '…' : ''), false);
  return pieces;
}

/** Where the words stand in a text: from, to; in order, none touching another. */
function hitsIn(text: string, { words, last }: SearchWords): [number, number][] {
  const { folded, offsets } = foldWithOffsets(text);
  const found: [number, number][] = [];
  for (const word of [...words, last]) {
    const anywhere = isLong(word) || isUnspaced(word);
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
      const begins = at === 0 || !LETTER.test(letterBefore(folded, at));
      const ends = !LETTER.test(String.fromCodePoint(folded.codePointAt(at + word.length) ?? 32));
      if (anywhere || (begins && (ends || word === last))) found.push([offsets[at]!, endOf(text, offsets, at + word.length)]);
    }
  }
  found.sort((one, other) => one[0] - other[0]);
  const apart: [number, number][] = [];
  for (const [start, end] of found) {
    const before = apart.at(-1);
    if (before !== undefined && start <= before[1]) before[1] = Math.max(before[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

/** The end of a hit in the text; a letter that folds into several is marked as a whole, with the marks that follow it. */
function endOf(text: string, offsets: readonly number[], at: number): number {
  const last = offsets[at - 1]!;
  let end = last + String.fromCodePoint(text.codePointAt(last)!).length;
  while (end < text.length && /[\u0300-\u036f]/.test(text[end]!)) end++;
  return end;
}

function letterBefore(text: string, at: number): string {
  return /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? ' ';
}

/** The beginning of a word near a place. */
function startNear(text: string, at: number): number {
  if (at === 0) return 0;
  const blank = text.indexOf(' ', at - 1);
  return blank !== -1 && blank < at + BEFORE / 2 ? blank + 1 : boundary(text, at);
}

/** Not in the middle of a character. */
function boundary(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
