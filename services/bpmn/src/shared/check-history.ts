import { decodeUpdate, Item, type AbstractType, type Doc, type ID } from 'yjs';
import { Refusal } from './check-record.js';
import { recordMap } from './document.js';

/** Earlier values that taking an update in may look at; each costs some 50 ns. */
const MOST_STEPS = 2_000_000;
/** Tabs whose edits come together: those of a device that was offline. */
const MOST_CLIENTS = 64;

/** A value set beside others, or upon one that others may have been set upon too. */
export type Branch = Pick<Item, 'id' | 'origin'>;

/**
 * Yjs keeps the values an entry ever had in one row, and each new one names the one it was set upon. One that was set upon the last
 * is taken in at once; one that was not is compared with those which came after it. A megabyte of values set upon the same one
 * takes a minute, in every process and browser that ever reads it.
 *
 * @returns what is set upon something that others may have been set upon too: see `refuseTurnedBack`
 * @throws Refusal for an update that is no work of a map, or would take long; looked at before it is applied. Throws for what is no update.
 */
export function refuseSlow(stage: Doc, update: Uint8Array): readonly Branch[] {
  const fresh = decodeUpdate(update).structs.filter((struct) => struct instanceof Item).filter(({ id, length }) => id.clock + length > stateOf(stage, id.client));
  if (new Set(fresh.map(({ id }) => id.client)).size > MOST_CLIENTS) throw new Refusal('too_large', `The edit is the work of more than ${MOST_CLIENTS} tabs. Make it in smaller steps.`);
  const branches: Item[] = [];
  const used = new Set<string>();
  const seen = new Set<string>();
  let steps = 0;
  for (const item of fresh) {
    const { origin, id } = item;
    if (typeof item.parent === 'string' && item.parent !== 'records') throw new Refusal('structure', 'The edit writes outside of the records. Nothing else is shared.');
    if (item.rightOrigin !== null) throw new Refusal('structure', 'The edit puts values in front of others. An entry is only ever set anew.');
    if (origin !== null && origin.clock >= stateOf(stage, origin.client)) {
      const name = `${origin.client}:${origin.clock}`;
      if (origin.client === id.client && !used.has(name)) {
        used.add(name);
        continue;
      }
      steps += fresh.length;
    } else {
      const { entry, first } = origin === null ? rowOf(stage, item) : rowAfter(stage, origin);
      for (let at = first; at !== null && steps <= MOST_STEPS; at = at.right) steps++;
      if (seen.has(entry)) steps += fresh.length;
      seen.add(entry);
    }
    branches.push(item);
    if (steps > MOST_STEPS) throw new Refusal('structure', 'The edit sets one value many times without having seen what it was. Load the diagram again.');
  }
  return branches;
}

/**
 * Whoever set an entry before sets it anew upon that value or a later one. Who turns back makes everybody compare again and again.
 *
 * @param stage with the update applied
 * @throws Refusal
 */
export function refuseTurnedBack(stage: Doc, branches: readonly Branch[]): void {
  for (const { id, origin } of branches) {
    const item = itemAt(stage, id);
    if (item === undefined) continue;
    let at: Item | null = item;
    if (origin === null) while (at.left !== null) at = at.left;
    else at = itemAt(stage, origin)?.right ?? null;
    for (; at !== null; at = at.right) if (at.id.client === id.client && at.id.clock < id.clock) throw new Refusal('structure', 'The edit sets a value upon one that its author had replaced already.');
  }
}

interface Row {
  /** Names the entry, the same for all of one update. */
  readonly entry: string;
  /** Where comparing begins; nothing where the entry is new. */
  readonly first: Item | null;
}

function rowOf(stage: Doc, { parent, parentSub }: Item): Row {
  const isRoot = typeof parent === 'string';
  const entry = `${isRoot || parent === null ? '' : idText(parent as ID)}/${parentSub}`;
  const content = isRoot ? undefined : parent === null ? undefined : (itemAt(stage, parent as ID)?.content as { type?: AbstractType<unknown> } | undefined);
  const type = isRoot ? (recordMap(stage) as AbstractType<unknown>) : content?.type;
  let first = type?._map.get(parentSub ?? '') ?? null;
  while (first?.left) first = first.left;
  return { entry, first };
}

function rowAfter(stage: Doc, origin: ID): Row {
  const item = itemAt(stage, origin);
  const parent = item?.parent as AbstractType<unknown> | null | undefined;
  return { entry: `${parent?._item ? idText(parent._item.id) : ''}/${item?.parentSub}`, first: item?.right ?? null };
}

function idText({ client, clock }: ID): string {
  return `${client}:${clock}`;
}

function stateOf(doc: Doc, client: number): number {
  const last = doc.store.clients.get(client)?.at(-1);
  return last === undefined ? 0 : last.id.clock + last.length;
}

/** The item that holds an id; undefined when it is gone, or was never there. */
function itemAt(doc: Doc, { client, clock }: ID): Item | undefined {
  const structs = doc.store.clients.get(client) ?? [];
  let [low, high] = [0, structs.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { id, length } = structs[middle]!;
    if (clock < id.clock) high = middle - 1;
    else if (clock >= id.clock + length) low = middle + 1;
    else return structs[middle] instanceof Item ? structs[middle] : undefined;
  }
  return undefined;
}
