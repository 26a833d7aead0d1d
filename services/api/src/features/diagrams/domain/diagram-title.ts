const LONGEST = 200;
const SUFFIX = ' (copy)';

/** The title of a copy: "Order" becomes "Order (copy)"; cut so that it stays a valid title. */
export function copyTitle(title: string): string {
  return cut(title, LONGEST - SUFFIX.length) + SUFFIX;
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
