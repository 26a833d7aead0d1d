/** The entity tag of a version (RFC 9110 8.8.3): 7 -> `"7"`. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/**
 * Whether If-None-Match names the tag: `*`, or a list in which one tag is weakly the same (RFC 9110 13.1.2).
 * @param ifNoneMatch the header as it came, undefined when absent (no match)
 * @param etag the current tag with its quotes
 */
export function etagMatches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const current = opaque(etag);
  return ifNoneMatch.split(',').some((tag) => opaque(tag.trim()) === current);
}

/** A tag without its weakness mark. */
function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
