import type { AbstractType, Doc, Transaction, YEvent } from 'yjs';
import { applyChanges, isEmpty, samePlain } from './changes.js';
import { recordIn, recordMap, recordsIn, touchedKeys } from './document.js';
import type { Changes, Plain, RecordKey, SharedRecord } from './record.js';

/** One thing that was done here: the records it touched, before and after. */
export interface UndoStep {
  readonly before: ReadonlyMap<RecordKey, SharedRecord | undefined>;
  readonly after: ReadonlyMap<RecordKey, SharedRecord | undefined>;
  /** For whoever undoes: what was selected. */
  readonly meta: Map<string, unknown>;
}

type StepListener = (event: { readonly stackItem: UndoStep; readonly type: 'undo' | 'redo' }) => void;

const MOST_STEPS = 500;

/**
 * Undo and redo of what transactions of one origin did, one step for each; made anew for each document.
 *
 * Not Yjs' own: where two people set the same entry at the same time, it takes the winner's value away and, finding the loser's in
 * the way, puts nothing back. Here what somebody else has set since stays as it is, and everything else is as it was before the step.
 * A deleted element comes back as it was; the projection shows again what others attached to it.
 */
export class LocalUndo {
  private readonly done: UndoStep[] = [];
  private readonly undone: UndoStep[] = [];
  private readonly listeners = new Set<StepListener>();
  private readonly known: Map<RecordKey, SharedRecord>;
  private direction: 'undo' | 'redo' = 'undo';

  constructor(
    private readonly doc: Doc,
    private readonly origin: unknown,
  ) {
    this.known = recordsIn(doc);
    recordMap(doc).observeDeep(this.note);
  }

  /** Takes back the last step that still is anything; the step, or null when there is none. Its transaction has this object as origin. */
  undo(): UndoStep | null {
    return this.takeBack(this.done, 'redo');
  }

  /** Does again what was undone last, unless something was done here since. */
  redo(): UndoStep | null {
    return this.takeBack(this.undone, 'undo');
  }

  canUndo(): boolean {
    return this.done.length > 0;
  }

  canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Tells of each step that can be taken back from now on. */
  on(_event: 'stack-item-added', listener: StepListener): void {
    this.listeners.add(listener);
  }

  destroy(): void {
    recordMap(this.doc).unobserveDeep(this.note);
    this.listeners.clear();
    this.done.length = this.undone.length = 0;
  }

  private readonly note = (events: YEvent<AbstractType<unknown>>[], { origin }: Transaction): void => {
    const before = new Map<RecordKey, SharedRecord | undefined>();
    const after = new Map<RecordKey, SharedRecord | undefined>();
    for (const key of touchedKeys(events)) {
      const record = recordIn(this.doc, key);
      before.set(key, this.known.get(key));
      after.set(key, record);
      if (record) this.known.set(key, record);
      else this.known.delete(key);
    }
    if (origin === this.origin) {
      this.undone.length = 0;
      this.push('undo', { before, after, meta: new Map() });
    } else if (origin === this) this.push(this.direction, { before, after, meta: new Map() });
  };

  private push(type: 'undo' | 'redo', stackItem: UndoStep): void {
    const stack = type === 'undo' ? this.done : this.undone;
    stack.push(stackItem);
    if (stack.length > MOST_STEPS) stack.shift();
    for (const tell of this.listeners) tell({ stackItem, type });
  }

  /** Steps of which others have changed everything since are no steps any more. */
  private takeBack(stack: UndoStep[], direction: 'undo' | 'redo'): UndoStep | null {
    for (let step = stack.pop(); step; step = stack.pop()) {
      const changes = this.inverse(step);
      if (isEmpty(changes)) continue;
      this.direction = direction;
      applyChanges(this.doc, changes, this);
      return step;
    }
    return null;
  }

  private inverse({ before, after }: UndoStep): Changes {
    const added = new Map<RecordKey, SharedRecord>();
    const removed = new Set<RecordKey>();
    const changed = new Map<RecordKey, Map<string, Plain | undefined>>();
    for (const [key, was] of before) {
      const [did, is] = [after.get(key), this.known.get(key)];
      if (!was) {
        if (is) removed.add(key);
      } else if (!is) {
        if (!did) added.set(key, was);
      } else if (did) {
        const entries = entriesBack(was, did, is);
        if (entries.size > 0) changed.set(key, entries);
      }
    }
    return { added, removed, changed };
  }
}

/** Undo and redo of what transactions of this origin do to a document from now on. */
export function undoOf(doc: Doc, origin: unknown): LocalUndo {
  return new LocalUndo(doc, origin);
}

function entriesBack(was: SharedRecord, did: SharedRecord, is: SharedRecord): Map<string, Plain | undefined> {
  const entries = new Map<string, Plain | undefined>();
  for (const name of new Set([...Object.keys(was), ...Object.keys(did)])) {
    if (!samePlain(was[name], did[name]) && samePlain(is[name], did[name])) entries.set(name, was[name]);
  }
  return entries;
}
