/** What no XML document can hold: control characters, and halves of letters. As text from a word processor or a PDF has them. */
const UNKNOWN_TO_XML = /[\0-\x08\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A document without characters that would have it refused, and that nobody sees. A word processor's line break becomes a line break. */
export function inXmlCharacters(document: string): string {
  return document.replaceAll('\x0b', '\n').replaceAll(UNKNOWN_TO_XML, '');
}
