/** Editors that are closed but still saving, by diagram. */
const closing = new Map<string, Promise<void>>();

/** Minds an editor that is closed but still saves. A failure ends the wait as well: what did not reach the server is on the device. */
export function mindClosing(diagramId: string, saved: Promise<void>): void {
  const over = saved
    .catch((error: unknown) => console.warn('An editor did not close well', error))
    .finally(() => {
      if (closing.get(diagramId) === over) closing.delete(diagramId);
    });
  closing.set(diagramId, over);
}

/** Resolves when no closed editor of this diagram is saving any more. The next one waits for it: it must see that work. */
export async function whenClosed(diagramId: string): Promise<void> {
  await closing.get(diagramId);
}

/** Resolves when no closed editor is saving any more. */
export async function whenAllClosed(): Promise<void> {
  await Promise.all(closing.values());
}
