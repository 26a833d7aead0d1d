import { createHash } from 'node:crypto';

/** The entity tag of a version (RFC 9110 8.8.3): 7 -> `"7"`. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/** The entity tag (RFC 9110 8.8.3) of an answer that has no version: made of what it says. */
export function contentTag(content: unknown): string {
  return `W/"${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 27)}"`;
}
