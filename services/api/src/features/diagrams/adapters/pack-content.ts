import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { DEFAULT_GATE_LIMITS } from '@bpmn-studio/bpmn';

/** The one way content is packed in the database. */
export const CODEC = 'zstd';

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** A document of the largest size as UTF-16. Nothing larger was ever packed; anything that unpacks to more is damaged. */
const LARGEST = { maxOutputLength: 2 * DEFAULT_GATE_LIMITS.maxBytes + 2 };

/** Packs bytes for the database. Synchronous on purpose: the promised call takes twice as long for small documents. */
export function pack(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, LEVEL);
}

/** The bytes that were packed. Throws when the packed bytes are damaged. */
export function unpack(packed: Buffer): Buffer {
  return zstdDecompressSync(packed, LARGEST);
}
