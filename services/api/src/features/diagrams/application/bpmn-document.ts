import { createHash } from 'node:crypto';

/** A document as it is kept: the bytes exactly as they came, and how they become text. */
export interface BpmnDocument {
  readonly bytes: Buffer;
  /** A name TextDecoder knows, in lower case. */
  readonly encoding: string;
}

/** A document on its way into the database, with the SHA-256 of its bytes. */
export interface SealedDocument extends BpmnDocument {
  readonly sha256: Buffer;
}

export function seal({ bytes, encoding }: BpmnDocument): SealedDocument {
  return { bytes, encoding, sha256: sha256(bytes) };
}

/** The text of a document. A byte order mark stays in it, so that nothing is lost on the way back. */
export function textOf(document: BpmnDocument): string {
  if (document.encoding === 'utf-8') return document.bytes.toString('utf8');
  return new TextDecoder(document.encoding, { ignoreBOM: true }).decode(document.bytes);
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The bytes for a reader that finds the encoding out by itself: UTF-8 is marked as such, because a text that came in as
 * JSON may still declare the encoding of the file it once was.
 */
export function selfDescribing({ bytes, encoding }: BpmnDocument): Buffer {
  return encoding !== 'utf-8' || bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes : Buffer.concat([BYTE_ORDER_MARK, bytes]);
}

/** SHA-256 of bytes or of the UTF-8 of a text. */
export function sha256(content: Buffer | string): Buffer {
  return createHash('sha256').update(content).digest();
}

/** The document of a read that asked for it. */
export function documentOf(document: BpmnDocument | undefined): BpmnDocument {
  if (document === undefined) throw new Error('A read without a known version brings its document along');
  return document;
}
