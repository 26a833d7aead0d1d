/**
 * A W3C traceparent for a change somebody asked for: the trace of all that comes of it, on the server and in its jobs,
 * begins with the click. Only made up here and sent along; nothing is measured or reported from the browser.
 */
export function newTraceparent(): string {
  return `00-${hex(16)}-${hex(8)}-01`;
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
