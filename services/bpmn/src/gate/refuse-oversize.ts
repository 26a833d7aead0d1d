import { BpmnGateError } from './bpmn-gate-error.js';

/** Throws `too_large` when the text takes more than `maxBytes` bytes as UTF-8. */
export function refuseOversize(text: string, maxBytes: number): void {
  if (text.length * 3 <= maxBytes) return;
  if (text.length <= maxBytes && utf8Length(text) <= maxBytes) return;
  const detail = `The document is larger than ${readable(maxBytes)}. Split it into several diagrams or remove embedded content.`;
  throw new BpmnGateError('too_large', detail);
}

/** A number of bytes as a person would say it. */
export function readable(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return mebibytes >= 1 ? `${Number(mebibytes.toFixed(1))} MB` : `${bytes} bytes`;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    bytes += code >= 0x800 && (code < 0xd800 || code > 0xdfff) ? 2 : 1; // a surrogate pair: 2 units, 4 bytes
  }
  return bytes;
}
