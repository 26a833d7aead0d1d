import { uniqueKey } from '../../../lib/unique-key.js';
import { draftsOf, dropDraft, keepCopy, moveDraft, type Draft, type Owner } from './device-store.js';
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
      if (draft.xml !== newest.xml && draft.xml !== draft.base.xml) {
        await keepCopy({ ...owner, id: uniqueKey(), title: draft.title, xml: draft.xml, at: draft.at });
        hasOthers = true;
      }
      await dropDraft(draft.session, draft.revision);
    }
    return { draft: await moveDraft(newest, session), hasOthers };
  });
}
