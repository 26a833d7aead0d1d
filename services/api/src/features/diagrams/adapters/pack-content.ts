import { constants, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { promisify } from 'node:util';
import { DEFAULT_GATE_LIMITS } from '@bpmn-studio/bpmn';

/** The one way content is packed in the database. */
export const CODEC = 'zstd';

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** A document of the largest size as UTF-16. Nothing larger was ever packed; anything that unpacks to more is damaged. */
const LARGEST = { maxOutputLength: 2 * DEFAULT_GATE_LIMITS.maxBytes + 2 };
/** In bytes. Packing a megabyte takes several milliseconds. */
const SMALL = 256 * 1024;
/** For a difference nobody waits for. It finds a base only within its window, which must hold both documents. */
const DIFFERENCE_LEVEL = 6;
const WINDOW = { least: 15, most: 25 };

const compress = promisify(zstdCompress);

/** Packs bytes for the database. What is small is packed at once: on another thread it would take twice as long. */
export async function pack(bytes: Buffer): Promise<Buffer> {
  return bytes.length <= SMALL ? zstdCompressSync(bytes, LEVEL) : compress(bytes, LEVEL);
}

/** The bytes that were packed. Throws when the packed bytes are damaged. */
export function unpack(packed: Buffer): Buffer {
  return zstdDecompressSync(packed, LARGEST);
}

/** Packs bytes as their difference to a base, away from the event loop. Nothing at all when they are the same. */
export async function packDifference(bytes: Buffer, base: Buffer): Promise<Buffer> {
  if (bytes.equals(base)) return Buffer.alloc(0);
  const window = Math.min(WINDOW.most, Math.max(WINDOW.least, Math.ceil(Math.log2(bytes.length + base.length + 1))));
  return compress(bytes, { dictionary: base, params: { [constants.ZSTD_c_compressionLevel]: DIFFERENCE_LEVEL, [constants.ZSTD_c_windowLog]: window } });
}

/**
 * The bytes at the end of a chain: the first was packed whole, each other one as its difference to the one before it. Throws
 * when one is damaged; whether they are the right bytes only their hash can tell.
 */
export function unpackChain([whole, ...differences]: readonly Buffer[]): Buffer {
  if (whole === undefined) throw new Error('There is nothing to unpack');
  return differences.reduce((base, difference) => (difference.length === 0 ? base : zstdDecompressSync(difference, { ...LARGEST, dictionary: base })), unpack(whole));
}
