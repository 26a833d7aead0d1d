/** A place in a list as a client hands it back: opaque to the client, and never believed by us. */
export function packCursor(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

/** What a cursor holds; nothing when it is not ours. */
export function unpackCursor(cursor: string): unknown[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(place) ? place : [];
  } catch {
    return []; // no JSON, so no cursor of ours: the caller says so
  }
}
