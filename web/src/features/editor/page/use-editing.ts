import { roleIncludes, type Me } from '@bpmn-studio/contracts';
import { useEffect, useState, type RefObject } from 'react';
import { uniqueKey } from '../../../lib/unique-key.js';
import type { Insets } from '../canvas/fitting-box.js';
import { mindClosing, whenClosed } from '../save/closing-editors.js';
import type { KeptCopy, Owner } from '../save/device-store.js';
import { isDirty } from '../save/save-state.js';
import { holdSessionLock } from '../save/session-lock.js';
import { Editing } from './editing.js';
import { openDiagram, type Opened } from './open-diagram.js';

export type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'ready'; readonly editing: Editing; readonly opened: Opened; readonly readOnly: boolean };

const OPENING: Phase = { kind: 'opening' };

/** Opens a diagram on the element and closes it again. `attempt` opens it anew. */
export function useEditing(diagramId: string, me: Me | undefined, host: RefObject<HTMLElement | null>, insets: () => Insets, attempt: number, on: { readonly closed: () => void; readonly reopen: (aside: KeptCopy | null) => void }): Phase {
  const [phase, setPhase] = useState<Phase>(OPENING);
  const userId = me?.user.id;
  useEffect(() => {
    const container = host.current;
    if (!container || userId === undefined) return;
    const stop = new AbortController();
    setPhase(OPENING);
    const mount = document.createElement('div');
    mount.style.height = '100%';
    container.append(mount);

    const life = begin({ userId, diagramId }, stop.signal, async (opened, owner) => {
      const role = me?.workspaces.find(({ id }) => id === opened.workspaceId)?.role;
      const readOnly = role !== undefined && !roleIncludes(role, 'editor');
      const editing = new Editing({ owner, opened: readOnly ? forLooking(opened) : opened, readOnly, container: mount, insets, onReopen: on.reopen });
      stop.signal.addEventListener('abort', () => mindClosing(diagramId, editing.close().finally(on.closed)));
      await editing.start();
      if (!stop.signal.aborted) setPhase({ kind: 'ready', editing, opened, readOnly });
    });
    life.catch((error: unknown) => !stop.signal.aborted && setPhase({ kind: 'failed', error }));
    return () => {
      stop.abort();
      mount.remove();
    };
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- only these open the diagram anew; the rest is read when it opens
  }, [diagramId, userId, attempt]);
  return phase;
}

/** Who may only look cannot save what a draft brought back: what becomes of it is asked at once. */
function forLooking(opened: Opened): Opened {
  return isDirty(opened.state) ? { ...opened, state: { ...opened.state, hold: { kind: 'forbidden' } } } : opened;
}

async function begin(owner: Owner, signal: AbortSignal, ready: (opened: Opened, owner: Owner) => Promise<void>): Promise<void> {
  await whenClosed(owner.diagramId);
  if (signal.aborted) return;
  const session = uniqueKey();
  const release = await holdSessionLock(session);
  // Not before the background save is over: a lock that is let go means that the work may be taken over.
  signal.addEventListener('abort', () => void Promise.resolve().then(() => whenClosed(owner.diagramId)).finally(release));
  try {
    const opened = await openDiagram(owner, session, signal);
    if (signal.aborted) return release();
    await ready(opened, owner);
  } catch (error) {
    release();
    throw error;
  }
}
