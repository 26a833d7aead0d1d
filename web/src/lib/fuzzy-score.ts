const WORD_START = 8;
const IN_A_ROW = 5;
const ELSEWHERE = 1;

/**
 * How well what is typed fits a text: every word of the query must be in it, letters in order, not necessarily side by side.
 * @returns 0 when it does not fit; the larger the better
 */
export function fuzzyScore(query: string, text: string): number {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const found = plain(text);
  let sum = 0;
  for (const word of words) {
    const score = scoreOf(word, found);
    if (score === 0) return 0;
    sum += score;
  }
  return sum + (found.startsWith(words[0] ?? '') ? WORD_START : 0) - found.length / 1000;
}

function scoreOf(word: string, text: string): number {
  const whole = text.indexOf(word);
  if (whole >= 0) return word.length * IN_A_ROW + (isWordStart(text, whole) ? WORD_START : ELSEWHERE);
  let at = -1;
  let score = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return 0;
    score += isWordStart(text, next) ? WORD_START / 2 : next === at + 1 ? ELSEWHERE * 2 : -ELSEWHERE;
    at = next;
  }
  // Letters strewn over a long text are no find.
  return score >= word.length ? score : 0;
}

const isWordStart = (text: string, at: number): boolean => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '');

/** Without accents and capitals: "Prufung" finds "Prüfung". */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
