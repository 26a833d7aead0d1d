/** The first character of an XML name without colon, and the ones after it. */
const FIRST = '\\p{L}_';
const REST = '\\p{L}\\p{N}_.\\-·';
const NAME = new RegExp(`^[${FIRST}][${REST}]*$`, 'u');
const LONGEST = 255;

/**
 * What is wrong with an id, and the id that would do instead; null when it is right.
 * @param taken whether another element of the file has this id
 */
export function idFault(id: string, taken: (id: string) => boolean): string | null {
  if (id === '') return 'An id is needed: arrows and references find the element by it.';
  if (id.length > LONGEST) return `At most ${LONGEST} characters.`;
  if (!NAME.test(id)) return `Begin with a letter or _, and use letters, digits, . _ - only. Try “${nearestId(id)}”.`;
  if (id in {}) return `This word has a meaning of its own in browsers. Try “${freeId(id, taken)}”.`; // where the canvas looks ids up
  if (taken(id)) return `Something else in this file has this id. Try “${freeId(id, taken)}”.`;
  return null;
}

/** The id closest to what was typed. */
export function nearestId(text: string): string {
  const kept = text.trim().replaceAll(new RegExp(`[^${REST}]+`, 'gu'), '_');
  return new RegExp(`^[${FIRST}]`, 'u').test(kept) ? kept.slice(0, LONGEST) : `_${kept}`.slice(0, LONGEST);
}

function freeId(id: string, taken: (id: string) => boolean): string {
  let number = 2;
  while (taken(`${id}_${number}`)) number++;
  return `${id}_${number}`;
}
