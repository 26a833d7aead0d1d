/** What this browser kept under a name; null when it kept nothing there, something unreadable, or gives nothing out. */
export function recall(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** Keeps a choice or a habit in this browser. Nothing of worth: where the storage is shut or full, it holds until the page is left. */
export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // As said above.
  }
}
