const PREFIX = 'bpmn-studio-session:';

/**
 * Shows the other tabs of this browser that a session is alive, until the returned function is called or the tab dies.
 * Without the Web Locks API (plain http) nothing is shown.
 */
export async function holdSessionLock(session: string): Promise<() => void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return () => undefined;
  return new Promise((resolve, reject) => {
    const held = locks.request(PREFIX + session, () => new Promise<void>((release) => resolve(() => release())));
    held.catch(reject);
  });
}

/** The sessions that are alive in any tab. */
export async function liveSessions(): Promise<ReadonlySet<string>> {
  const { locks } = navigator as { locks?: LockManager };
  const { held = [] } = (await locks?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
}

/** Runs one takeover of drafts at a time across the tabs. */
export async function oneAtATime<T>(diagramId: string, run: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager };
  return locks ? locks.request(`bpmn-studio-takeover:${diagramId}`, run) : run();
}
