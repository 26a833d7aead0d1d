import { BpmnGateError } from './bpmn-gate-error.js';
import { positionAt } from './text-position.js';

const SINGLE_BYTE = /^(iso-?8859-?\d{1,2}|latin-?[1-9]|windows-?(125\d|874)|cp-?125\d|koi8-?[ru]|macintosh)$/i;
const UNICODE = /^(utf-?8|us-ascii|ascii|utf-?16|utf-?16-?(le|be))$/i;
/** Encodings of East Asia, by the names they are declared under, and the name they are kept under. */
const EAST_ASIAN: readonly (readonly [RegExp, string])[] = [
  [/^(shift[_-]?jis|x?-?sjis|ms_?kanji|ms932|windows-31j|cp932)$/i, 'shift-jis'],
  [/^euc-?jp$/i, 'euc-jp'],
  [/^gb-?18030$/i, 'gb18030'],
  [/^(gbk|gb_?2312(-80)?|cp936|ms936|windows-936)$/i, 'gbk'],
  [/^big-?5(-hkscs)?$/i, 'big5'],
  [/^(euc-?kr|ks_c_5601-1987|cp949|ms949|windows-949)$/i, 'euc-kr'],
];
const DECLARATION = /^\uFEFF?\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']{0,60})["']/;
const CHUNK = 4 * 1024;

/**
 * Turns the bytes of a document into text. A byte order mark decides, then the `encoding` of the XML declaration unless
 * the bytes cannot be meant by it, then UTF-8 (XML 1.0, appendix F). A byte order mark stays in the text as U+FEFF, so that nothing is lost.
 *
 * @returns the text and the name of the encoding that was used, in lower case
 * @throws BpmnGateError `empty` for no bytes, `encoding` for an unknown encoding or a byte that does not belong to it
 */
export function decodeBpmn(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes.length === 0) throw new BpmnGateError('empty', 'The document is empty. Choose a BPMN 2.0 XML file.');
  const encoding = encodingOf(bytes);
  const decoder = strict(encoding);
  try {
    return { text: decoder.decode(bytes), encoding };
  } catch {
    throw undecodable(bytes, encoding);
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) throw unsupported('UTF-32');
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0x3c && b === 0 && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && c === 0) return 'utf-16be';
  const name = declaredEncoding(String.fromCharCode(...bytes.subarray(0, 400)));
  return name === undefined ? 'utf-8' : believable(name, bytes);
}

/** The encoding the XML declaration of a text names, as written; undefined when it names none. */
export function declaredEncoding(text: string): string | undefined {
  return DECLARATION.exec(text.slice(0, 400))?.[1]?.trim();
}

/**
 * The declared encoding, unless the bytes say otherwise: programs write texts as UTF-8 under the declaration of the string
 * they held in memory (UTF-16), or of the file they once read. Bytes beyond ASCII are UTF-8 by accident next to never.
 */
function believable(name: string, bytes: Uint8Array): string {
  const encoding = label(name);
  if (/^utf-?16/i.test(name)) {
    if (isUtf8(bytes)) return 'utf-8';
    throw new BpmnGateError('encoding', `The document says it is ${name} but its bytes are not. Save it as UTF-8 and set encoding="UTF-8".`);
  }
  return SINGLE_BYTE.test(name) && bytes.some((byte) => byte > 0x7f) && isUtf8(bytes) ? 'utf-8' : encoding;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The name TextDecoder knows the encoding by: lower case, without underscores. */
function label(name: string): string {
  const lower = name.toLowerCase();
  const eastAsian = EAST_ASIAN.find(([names]) => names.test(lower));
  if (eastAsian) return eastAsian[1];
  if (UNICODE.test(lower)) return 'utf-8'; // US-ASCII is a part of it; UTF-16 was told by its first bytes
  if (!SINGLE_BYTE.test(lower)) throw unsupported(name);
  if (lower.startsWith('koi8')) return `koi8-${lower.at(-1)}`;
  if (lower === 'macintosh') return lower;
  const digits = /(\d+)$/.exec(lower)?.[1] ?? '';
  if (lower.startsWith('iso')) return `iso-8859-${digits}`;
  return lower.startsWith('latin') ? `latin${digits}` : `windows-${digits}`;
}

function strict(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    throw unsupported(encoding);
  }
}

function unsupported(name: string): BpmnGateError {
  return new BpmnGateError('encoding', `The encoding "${name}" is not supported. Save the document as UTF-8 and set encoding="UTF-8".`);
}

/** Decodes again to find the byte that does not belong: whole pieces first, then the failing piece byte by byte. */
function undecodable(bytes: Uint8Array, encoding: string): BpmnGateError {
  const good = goodPieces(bytes, encoding);
  const decoder = strict(encoding);
  let text = decoder.decode(bytes.subarray(0, good), { stream: true });
  let offset = good;
  try {
    for (; offset < bytes.length; offset++) text += decoder.decode(bytes.subarray(offset, offset + 1), { stream: true });
    offset = bytes.length - 1; // the last sequence is cut off
  } catch {
    // offset is the byte that made it fail
  }
  const shown = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const detail = `The byte 0x${shown} at offset ${offset} is not valid ${encoding.toUpperCase()}. Save the document as UTF-8, or name its true encoding in the XML declaration.`;
  return new BpmnGateError('encoding', detail, positionAt(text, text.length));
}

function goodPieces(bytes: Uint8Array, encoding: string): number {
  const decoder = strict(encoding);
  let good = 0;
  try {
    for (; good < bytes.length; good += CHUNK) decoder.decode(bytes.subarray(good, good + CHUNK), { stream: true });
  } catch {
    return good;
  }
  return Math.max(0, good - CHUNK);
}
