const LONGEST = 200;
/** One or several such endings, of a copy of a copy. */
const COPY_ENDING = /(?: \(copy(?: [1-9]\d{0,3})?\))+$/;
const LONGEST_ENDING = ' (copy 9999)'.length;

/** What the titles of all copies of a diagram begin with, copies of copies included. */
export function copyStem(title: string): string {
  return `${cut(title.replace(COPY_ENDING, ''), LONGEST - LONGEST_ENDING)} (copy`;
}

/**
 * The title of a copy: of "Order" and of "Order (copy)" alike the first that is free of "Order (copy)", "Order (copy 2)", ...;
 * cut so that it stays a valid title.
 * @param taken titles that begin with copyStem(title)
 */
export function copyTitle(title: string, taken: readonly string[]): string {
  const stem = copyStem(title);
  let free = `${stem})`;
  for (let number = 2; taken.includes(free); number++) free = `${stem} ${number})`;
  return free;
}

/**
 * A title for an imported file: the name the model gives itself, else the file's name without folders and ending.
 * Always a valid title: 1 to 200 UTF-16 units, no control characters, no broken ones.
 */
export function importTitle(modelName: string | undefined, fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? '';
  return clean(modelName ?? '') || clean(base.replace(/\.(bpmn20\.xml|bpmn|xml)$/i, '')) || 'Imported diagram';
}

function clean(text: string): string {
  return cut(text.toWellFormed().replaceAll(/\p{Cc}+/gu, ' ').replaceAll(/\s+/g, ' ').trim(), LONGEST).trim();
}

/** The first units of a text, without cutting a character in half. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  const head = text.slice(0, units);
  return head.isWellFormed() ? head : head.slice(0, -1);
}
