import { UndoManager, type Doc } from 'yjs';
import { recordMap } from './document.js';

/**
 * Undo and redo of what transactions of this origin did, one step for each. What somebody else set meanwhile stays as it is; a
 * deleted element comes back as it was, and the projection shows again what others attached to it.
 */
export function undoOf(doc: Doc, origin: unknown): UndoManager {
  return new UndoManager(recordMap(doc), { captureTimeout: 0, trackedOrigins: new Set([origin]) });
}
