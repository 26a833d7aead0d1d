import { inBlanks, wordsSought } from './words.js';

/** Words beyond this many are not looked at. */
const MOST_WORDS = 12;
/** From this many characters on, a word is also found inside of other words. */
export const SHORTEST_PART = 3;

/** What somebody looks for: every word must be there, the last one may be only begun. */
export interface SearchWords {
  readonly words: readonly string[];
  readonly last: string;
}

/** How well words fit a text: all of them stand there; the last one as a beginning; some as parts of words. */
export const LEVEL = { whole: 0, begun: 1, part: 2 } as const;
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

/** Reads what was typed; undefined when there is no letter or digit in it. */
export function searchWordsOf(typed: string): SearchWords | undefined {
  const all = [...new Set(wordsSought(typed))].slice(0, MOST_WORDS);
  const last = all.pop();
  return last === undefined ? undefined : { words: all, last };
}

/**
 * How well the words fit a text; undefined when they do not. The rule every engine keeps; prisma/migrations/*_search has it in SQL.
 * @param inBlanksText the words of the text, as inBlanks gives them
 */
export function levelOf(inBlanksText: string, { words, last }: SearchWords): Level | undefined {
  const whole = (word: string): boolean => inBlanksText.includes(inBlanks([word]));
  const part = (word: string): boolean => (isLong(word) ? inBlanksText.includes(word) : whole(word));
  const begun = (word: string): boolean => inBlanksText.includes(` ${word}`);
  if (words.every(whole) && whole(last)) return LEVEL.whole;
  if (words.every(whole) && begun(last)) return LEVEL.begun;
  return words.every(part) && (isLong(last) ? part(last) : begun(last)) ? LEVEL.part : undefined;
}

/** Whether a word is long enough to be looked for inside of others. Counted as PostgreSQL does: in characters. */
export function isLong(word: string): boolean {
  return [...word].length >= SHORTEST_PART;
}
