/** As in the contract (safeText): NUL, which no database keeps, and halves of letters, which UTF-8 cannot carry. */
const REFUSED = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text of one line without what the server would refuse and nobody sees; text pasted from elsewhere has it at times. */
export function safeText(text: string): string {
  return text.replaceAll(REFUSED, '').trim();
}
