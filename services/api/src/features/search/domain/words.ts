import { foldText } from './fold-text.js';

/** A longer word is cut: nobody types it, and an index has to bear it. In code units. */
export const LONGEST_WORD = 100;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;
/** Written without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+/gu;
const IS_UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u;

/**
 * The words of a text, folded, in their order. Chinese and Japanese are cut into pairs of neighbouring characters, with the
 * last one by itself, so that any part of a sentence is found: 订单处理 -> 订单 单处 处理 理.
 */
export function wordsOf(text: string): string[] {
  return runsOf(foldText(text)).flatMap((run) => (isUnspaced(run) ? pairsOf(run, true) : [cut(run)]));
}

/** As wordsOf, for what somebody looks for: 订单处 -> 订单 单处. */
export function wordsSought(text: string): string[] {
  return runsOf(foldText(text)).flatMap((run) => (isUnspaced(run) ? pairsOf(run, false) : [cut(run)]));
}

/** Words as the indexes keep them: one blank before each and one behind the last, so that a whole word is ` word `. */
export function inBlanks(words: readonly string[]): string {
  return words.length === 0 ? '' : ` ${words.join(' ')} `;
}

/** Whether a word is written without blanks around it. */
export function isUnspaced(word: string): boolean {
  return IS_UNSPACED.test(word);
}

function runsOf(folded: string): string[] {
  return (folded.match(RUN) ?? []).flatMap((run) => run.match(UNSPACED) ?? []);
}

function pairsOf(run: string, withLast: boolean): string[] {
  const letters = [...run];
  const pairs = letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
  return withLast || letters.length === 1 ? [...pairs, letters.at(-1)!] : pairs;
}

function cut(word: string): string {
  return word.length <= LONGEST_WORD ? word : word.slice(0, LONGEST_WORD).toWellFormed().replace(/\ufffd$/, '');
}
