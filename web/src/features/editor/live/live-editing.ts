import type { SharedDrawing } from '../canvas/drawing.js';
import type { Owner } from '../save/device-store.js';
import { LiveCanvas, type LiveModeler } from './live-canvas.js';
import { LiveSession } from './live-session.js';
import { liveShelf } from './live-shelf.js';
import type { LiveState } from './live-state.js';
import type { LiveTicket } from './live-ticket.js';
import { LiveUndo } from './live-undo.js';

/** Longer than a server that is well needs to let somebody in; after that the editor works without others. */
const PATIENCE_MS = 3_000;
/** From a wish for a version until it is written, at the longest that somebody waits for it. */
const VERSION_MS = 10_000;
/** What others do is shown at most once a frame, and in a quarter of the time at most. */
const LEAST_PAUSE_MS = 16;
const PAUSE = 3;

/** A diagram that is edited together with others: the line to the server, and the shared document on the canvas. */
export class LiveEditing {
  private constructor(readonly session: LiveSession) {}

  /** Joins the others in a diagram; null when that takes too long, or when there is nothing to join. */
  static async join(owner: Owner, session: string, ticket: LiveTicket): Promise<LiveEditing | null> {
    const line = new LiveSession({ ...owner, session, shelf: liveShelf(owner), ticket });
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
    const joined = await Promise.race([line.until(({ phase }) => phase === 'live'), late]).catch(() => null);
    if (joined !== null && joined.right === 'write') return new LiveEditing(line);
    await line.close();
    return null;
  }

  get state(): LiveState {
    return this.session.state;
  }

  /** Shows the document on a canvas, with undo and redo of what is done here. */
  show(viewer: LiveModeler, onSettled: () => void): SharedDrawing {
    const { doc, origin } = this.session;
    let canvas: LiveCanvas | undefined;
    let undo: LiveUndo | undefined;
    const later = (run: () => void) => {
      const pause = Math.max(LEAST_PAUSE_MS, PAUSE * (canvas?.took ?? 0));
      if (canvas) canvas.took = 0;
      setTimeout(run, pause);
    };
    return {
      open: async () => {
        canvas?.end();
        canvas = await LiveCanvas.open(viewer, doc, origin, { later, onSettled });
        undo ??= new LiveUndo(viewer, doc, origin);
      },
      end: () => {
        canvas?.end();
        undo?.end();
      },
    };
  }

  /** Asks for a version of what is there now, and waits for it for a while. @returns whether everything drawn here is on the server */
  async version(): Promise<boolean> {
    const { session } = this;
    const before = session.state.version;
    const until = (isSo: (state: LiveState) => boolean) =>
      Promise.race([session.until(isSo), new Promise((resolve) => setTimeout(resolve, VERSION_MS))]).catch(() => undefined);
    await until(({ unsent, phase }) => unsent === 0 || phase === 'offline');
    if (session.state.unsent > 0 || session.state.phase !== 'live') return session.state.unsent === 0;
    session.wantVersion();
    await until(({ version, isUnwritten }) => version !== before || isUnwritten);
    return true;
  }

  close(): Promise<void> {
    return this.session.close();
  }
}
