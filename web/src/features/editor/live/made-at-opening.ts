import type { Changes, Plain, RecordKey, Records, SharedRecord } from '@bpmn-studio/bpmn/shared';

/**
 * What the canvas library made of a document when it was opened: planes for what is collapsed and has none, sub-processes that
 * are drawn open and do not say so. It is shown, and goes into the shared document with the first edit of it, not with one of
 * something else. `was` is the document it was made of: what somebody changed since is not made again.
 */
export class MadeAtOpening {
  private made: Changes;

  constructor(
    changes: Changes,
    private readonly was: Records,
  ) {
    this.made = changes;
  }

  /** The records of the document with what was made of them. */
  over(records: Records): Records {
    const { added, changed } = this.made;
    if (added.size + changed.size === 0) return records;
    const shown = new Map(records);
    for (const [key, record] of added) if (!shown.has(key) && record.$parent !== undefined && (shown.has(record.$parent) || added.has(record.$parent))) shown.set(key, record);
    for (const [key, entries] of changed) {
      const record = shown.get(key);
      if (record) shown.set(key, this.changedAs(record, this.was.get(key), entries));
    }
    return shown;
  }

  /** What has to go into the document before these changes, since they touch it; null when they do not. From then on nothing is made. */
  take(changes: Changes): Changes | null {
    const { added, changed } = this.made;
    const isMade = (key: RecordKey | undefined) => key !== undefined && (added.has(key) || changed.has(key));
    const touches = [...changes.changed.keys(), ...changes.removed].some(isMade) || [...changes.added.values(), ...[...changes.changed.values()].map((entries) => ({ $parent: entries.get('$parent') }))].some(({ $parent }) => typeof $parent === 'string' && added.has($parent));
    if (!touches) return null;
    const { made } = this;
    this.made = { added: new Map(), removed: new Set(), changed: new Map() };
    return made;
  }

  private changedAs(record: SharedRecord, was: SharedRecord | undefined, entries: ReadonlyMap<string, Plain | undefined>): SharedRecord {
    const isSame = [...entries.keys()].every((entry) => JSON.stringify(record[entry]) === JSON.stringify(was?.[entry]));
    if (!isSame) return record;
    const changed: Record<string, Plain | undefined> = { ...record };
    for (const [entry, value] of entries) {
      if (value === undefined) delete changed[entry];
      else changed[entry] = value;
    }
    return changed as unknown as SharedRecord;
  }
}
