const REFERENCE = /&(?:#(\d+)|#x([\da-fA-F]+)|(lt|gt|amp|quot|apos));|&/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Character data as it is meant: one kind of line end (XML 1.0, 2.11). */
export function decodeLines(written: string): string {
  return written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written;
}

/** @throws Error for a reference to an entity XML does not define by itself */
export function decodeText(written: string): string {
  return decodeReferences(decodeLines(written));
}

/** The value of an attribute: what breaks its line is a blank, unless it is written as a reference (XML 1.0, 3.3.3). */
export function decodeAttribute(written: string): string {
  return decodeReferences(/[\t\n\r]/.test(written) ? written.replace(/\r\n|[\t\n\r]/g, ' ') : written);
}

function decodeReferences(written: string): string {
  if (!written.includes('&')) return written;
  return written.replace(REFERENCE, (_all, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name]!;
    if (decimal === undefined && hexadecimal === undefined) throw new Error('The document names an entity that XML does not define');
    return String.fromCodePoint(Number.parseInt(decimal ?? hexadecimal!, decimal === undefined ? 16 : 10));
  });
}
