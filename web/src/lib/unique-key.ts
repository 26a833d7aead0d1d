/** 128 random bits in hexadecimal. Not crypto.randomUUID: browsers offer that on https pages only, and many install on plain http. */
export function uniqueKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
