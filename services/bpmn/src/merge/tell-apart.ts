import { attributeOf, type XmlElement } from '../xml/xml-tree.js';
import { drawingsIn } from './drawings.js';
import type { MergeState, Side } from './merge-state.js';
import { endsOf, isDrawing } from '../references/references.js';

/**
 * Ids that both sides gave to new elements which are not the same element: copies, or an unlucky draw.
 * @returns new ids for mine, by the old ones
 */
export function renamedAdditions(state: MergeState): Map<string, string> {
  const names = new Map<string, string>();
  const drawings: [XmlElement, XmlElement][] = [];
  const added = addedByBoth(state);
  if (added.size === 0) return names;
  const places = [placesIn(state.mine), placesIn(state.theirs)] as const;
  for (const [id, [mine, theirs]] of added) {
    if (isDrawing(mine)) drawings.push([mine, theirs]);
    else if (!isSameElement(state, mine, theirs, places)) names.set(id, freeId(state, id));
  }
  for (const [mine, theirs] of drawings) {
    const [id, of] = [attributeOf(mine, 'id')!, attributeOf(mine, 'bpmnElement')];
    if (of !== attributeOf(theirs, 'bpmnElement') || (of !== undefined && names.has(of))) names.set(id, freeId(state, id));
  }
  return names;
}

/** Mine and theirs of what neither had from the base, by the id both gave it. */
function addedByBoth(state: MergeState): Map<string, readonly [XmlElement, XmlElement]> {
  const added = new Map<string, readonly [XmlElement, XmlElement]>();
  for (const [id, mine] of state.mine.ids) {
    const theirs = state.theirs.ids.get(id);
    if (theirs && !state.mine.pairing.toOne.has(mine) && !state.theirs.pairing.toOne.has(theirs)) added.set(id, [mine, theirs]);
  }
  return added;
}

function isSameElement(state: MergeState, mine: XmlElement, theirs: XmlElement, [myPlaces, theirPlaces]: readonly [Places, Places]): boolean {
  if (mine.uri !== theirs.uri || mine.local !== theirs.local || !isSameParent(state, mine, theirs)) return false;
  if (attributeOf(mine, 'name') !== attributeOf(theirs, 'name') || attributeOf(mine, 'attachedToRef') !== attributeOf(theirs, 'attachedToRef')) return false;
  const [ends, theirEnds] = [endsOf(mine), endsOf(theirs)];
  if (ends || theirEnds) return ends?.source === theirEnds?.source && ends?.target === theirEnds?.target;
  const id = attributeOf(mine, 'id')!;
  return attributeOf(mine, 'name') !== undefined || myPlaces.get(id) === theirPlaces.get(id);
}

function isSameParent(state: MergeState, mine: XmlElement, theirs: XmlElement): boolean {
  const [parent, theirParent] = [mine.parent!, theirs.parent!];
  const counterpart = state.counterpart(parent);
  if (counterpart) return counterpart === theirParent;
  return attributeOf(parent, 'id') === attributeOf(theirParent, 'id') && parent.local === theirParent.local;
}

type Places = ReadonlyMap<string, string>;

/** By what is drawn, where it is drawn first. */
function placesIn({ document }: Side): Places {
  const places = new Map<string, string>();
  for (const { of, box } of drawingsIn(document.root).values()) if (box && !places.has(of)) places.set(of, `${box.x} ${box.y}`);
  return places;
}

function freeId({ mine, theirs, baseIds }: MergeState, id: string): string {
  for (let i = 2; ; i++) {
    const free = `${id}_${i}`;
    if (!mine.ids.has(free) && !theirs.ids.has(free) && !baseIds.has(free)) return free;
  }
}
