const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 7;

/**
 * The document with new ids for everything in it, so that two diagrams made from one template never share one: their
 * processes can call each other, and their versions are told apart when they are merged.
 * @param xml a document whose ids look like nothing else in it, as those of our templates do
 */
export function withFreshIds(xml: string, mark = randomMark()): string {
  const ids = new Set(Array.from(xml.matchAll(/ id="([^"]+)"/g), ([, id]) => id));
  return xml.replaceAll(/(["'>])([A-Za-z_][\w.-]*)(?=["'<])/g, (all: string, before: string, id: string) => (ids.has(id) ? `${before}${freshId(id, mark)}` : all));
}

/** The mark stands before the ending that says what is drawn, as everywhere in our documents: Task_1 and Task_1_di. */
function freshId(id: string, mark: string): string {
  return id.endsWith('_di') ? `${id.slice(0, -'_di'.length)}_${mark}_di` : `${id}_${mark}`;
}

function randomMark(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
