import type { Owner } from '../save/device-store.js';
import { dropLiveEdits, keepLiveEdits, liveEditsOf } from '../save/live-store.js';
import { liveSessions } from '../save/session-lock.js';
import type { LiveShelf } from './live-session.js';

/** Keeps the edits of live sessions in the editor's store on this device. Those of a tab that is alive are that tab's own. */
export function liveShelf(owner: Owner): LiveShelf {
  return {
    left: async () => {
      const alive = await liveSessions();
      return (await liveEditsOf(owner)).flatMap(({ session, update }) => (alive.has(session) ? [] : [{ key: session, update }]));
    },
    keep: ({ key, update }) => keepLiveEdits({ ...owner, session: key, update, at: Date.now() }),
    drop: dropLiveEdits,
  };
}
