/** The entity tag of a version (RFC 9110 8.8.3): 7 -> `"7"`. */
export function versionTag(version: number): string {
  return `"${version}"`;
}
