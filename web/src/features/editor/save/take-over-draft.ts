import { uniqueKey } from '../../../lib/unique-key.js';
import { draftsOf, dropDraft, keepAsides, keepCopy, moveDraft, type Draft, type Owner } from './device-store.js';
import { liveSessions, oneAtATime } from './session-lock.js';

interface TakenOver {
  readonly draft: Draft;
  /** More tabs had died, and their work was put aside. */
  readonly hasOthers: boolean;
}

/**
 * Fetches the unsaved work that a dead session (a crash, a closed tab) left behind and makes it this session's own.
 * When several tabs died, the newest goes on and the others are put aside as copies.
 */
export function takeOverDraft(owner: Owner, session: string): Promise<TakenOver | null> {
  return oneAtATime(owner.diagramId, async () => {
    const alive = await liveSessions();
    const [newest, ...older] = (await draftsOf(owner)).filter((draft) => draft.session !== session && !alive.has(draft.session));
    if (!newest) return null;
    let hasOthers = false;
    for (const draft of older) {
      if (isWorkOfItsOwn(draft, newest)) {
        await keepCopy({ ...owner, id: uniqueKey(), title: draft.title, xml: draft.xml, at: draft.at });
        hasOthers = true;
      }
      await keepAsides(draft);
      await dropDraft(draft.session, draft.revision);
    }
    return { draft: await moveDraft(newest, session), hasOthers };
  });
}

/** A drawing or a title that is neither what the draft began with nor in the newest one. */
export function isWorkOfItsOwn(draft: Pick<Draft, 'xml' | 'title' | 'base'>, newest: Pick<Draft, 'xml' | 'title'>): boolean {
  const isOwn = (part: 'xml' | 'title') => draft[part] !== newest[part] && draft[part] !== draft.base[part];
  return isOwn('xml') || isOwn('title');
}
