const KEY = 'bpmn-studio.recent-commands';
const MOST = 5;

/** Ids of what was done last from the palette, newest first. Storage may be shut: then there is nothing recent. */
export function recentCommands(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Remembers that something was done. */
export function rememberCommand(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([id, ...recentCommands().filter((each) => each !== id)].slice(0, MOST)));
  } catch {
    // Convenience only; the command itself was run.
  }
}
