const IN_TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const IN_ATTRIBUTE: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

/** Character data as it has to be written between tags. Line breaks become those of the document. */
export function escapeText(text: string, newline = '\n'): string {
  const escaped = text.replace(/[&<>\r]/g, (character) => IN_TEXT[character]!);
  return newline === '\n' ? escaped : escaped.replaceAll('\n', newline);
}

/** The value of an attribute as it has to be written between quotes of this kind; line breaks and tabs survive reading. */
export function escapeAttribute(value: string, quote: '"' | "'" = '"'): string {
  return value.replace(quote === '"' ? /[&<"\n\r\t]/g : /[&<'\n\r\t]/g, (character) => IN_ATTRIBUTE[character]!);
}

/** A CDATA section that says this. */
export function cdataOf(text: string, newline = '\n'): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>').replaceAll('\n', newline)}]]>`;
}
