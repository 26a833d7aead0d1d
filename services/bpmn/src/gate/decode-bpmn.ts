import { BpmnGateError } from './bpmn-gate-error.js';
import { positionAt } from './text-position.js';

const ALLOWED = /^(utf-?8|us-ascii|ascii|utf-?16|utf-?16-?(le|be)|iso-?8859-?\d{1,2}|latin-?[1-9]|windows-?125\d|cp-?125\d)$/i;
const DECLARATION = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']{0,60})["']/;
const CHUNK = 4 * 1024;

/**
 * Turns the bytes of a document into text. A byte order mark decides, then the `encoding` of the XML declaration, then
 * UTF-8 (XML 1.0, appendix F). A byte order mark stays in the text as U+FEFF, so that nothing is lost.
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
  return declared(bytes) ?? 'utf-8';
}

function declared(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 400));
  const name = DECLARATION.exec(head)?.[1]?.trim();
  if (name === undefined) return undefined;
  if (!ALLOWED.test(name)) throw unsupported(name);
  if (/^utf-?16/i.test(name)) {
    const detail = `The document says it is ${name} but its bytes are not. Save it as UTF-8 and set encoding="UTF-8".`;
    throw new BpmnGateError('encoding', detail);
  }
  return label(name);
}

/** The name TextDecoder knows the encoding by. */
function label(name: string): string {
  const lower = name.toLowerCase();
  if (/^(us-)?ascii$/.test(lower)) return 'utf-8';
  const digits = /(\d+)$/.exec(lower)?.[1] ?? '';
  if (lower.startsWith('utf')) return 'utf-8';
  if (lower.startsWith('iso')) return `iso-8859-${digits}`;
  if (lower.startsWith('latin')) return `latin${digits}`;
  return `windows-${digits}`;
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
