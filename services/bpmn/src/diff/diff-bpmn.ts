import { parseXml } from '../xml/parse-xml.js';
import { CHANGE_KINDS, MOST_DIFFERENCES, type BpmnDiff, type ChangeKind, type ElementDiff, type PropertyChange } from './bpmn-diff.js';
import { DEFINITIONS, describeDocument, type Described } from './describe-document.js';
import type { Fact } from './facts.js';

const LONGEST_VALUE = 2_000;
/** Characters of all that is listed: one long name may be told of everything that refers to it. */
const LONGEST_LIST = 8_000_000;
/** Where marks are shown is set by the editor on whatever it touches: saying it for the first time is no change. */
const TOLD_ONCE = new Set(['isMarkerVisible']);

/**
 * What differs between two states of a document, by element. Prefixes, white space, the order of attributes and siblings,
 * the ids of shapes and what follows from something else (incoming, outgoing) are no differences. Pass only texts that
 * gateBpmn let through.
 *
 * What belongs to something larger is told of that: conditions, event definitions, documentation, vendor elements, shapes
 * and colours of the element they are of; the lane a node is in, of the node ('lane'). Of what was added or removed all but
 * where it was drawn is listed.
 *
 * @throws Error when one is not well-formed
 */
export function diffBpmn(from: string, to: string): BpmnDiff {
  const [before, after] = [describeDocument(parseXml(from).root), from === to ? undefined : describeDocument(parseXml(to).root)];
  const counts = { added: 0, removed: 0, changed: 0 };
  const kinds = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
  const elements: ElementDiff[] = [];
  let room = LONGEST_LIST;
  let all = 0;
  for (const each of after ? differences(before, after) : []) {
    all++;
    counts[each.change]++;
    for (const kind of each.kinds) kinds[kind]++;
    if (elements.length === MOST_DIFFERENCES || room < 0) continue;
    room -= lengthOf(each);
    if (room >= 0) elements.push(each);
  }
  return { related: after === undefined || haveCommon(before, after), ...counts, kinds, elements, cut: all > elements.length };
}

function lengthOf({ elementId, name, changes }: ElementDiff): number {
  return changes.reduce((sum, { property, from, to }) => sum + property.length + (from?.length ?? 0) + (to?.length ?? 0), elementId.length + (name?.length ?? 0));
}

function* differences(before: ReadonlyMap<string, Described>, after: ReadonlyMap<string, Described>): Generator<ElementDiff> {
  for (const [id, newer] of after) {
    const older = before.get(id);
    const changes = older ? changesOf(older, newer) : ownChanges(newer, 'added');
    if (!older) yield entry(newer, 'added', changes);
    else if (changes.length > 0) yield entry(newer, 'changed', changes);
  }
  for (const [id, older] of before) if (!after.has(id)) yield entry(older, 'removed', ownChanges(older, 'removed'));
}

function entry({ elementId, type, name }: Described, change: ElementDiff['change'], changes: PropertyChange[]): ElementDiff {
  const kinds = CHANGE_KINDS.filter((kind) => (kind === 'semantic' && change !== 'changed') || changes.some((each) => each.kind === kind));
  return { elementId, type, name, change, kinds, changes };
}

function ownChanges({ facts }: Described, change: 'added' | 'removed'): PropertyChange[] {
  return [...facts.values()].filter(([first]) => first!.kind !== 'layout').map((said) => (change === 'added' ? propertyChange([], said) : propertyChange(said, [])));
}

function changesOf(older: Described, newer: Described): PropertyChange[] {
  const changes: PropertyChange[] = older.type === newer.type ? [] : [{ kind: 'semantic', property: 'type', from: older.type, to: newer.type }];
  for (const key of new Set([...newer.facts.keys(), ...older.facts.keys()])) {
    const [was, is] = withoutCommon(older.facts.get(key) ?? [], newer.facts.get(key) ?? []);
    if (was.length === 0 && is.length === 0) continue;
    if (TOLD_ONCE.has(key) && (was.length === 0 || is.length === 0)) continue;
    changes.push(propertyChange(was, is));
  }
  return changes;
}

/** What only one of them says, however often both say the rest. */
function withoutCommon(was: readonly Fact[], is: readonly Fact[]): [Fact[], Fact[]] {
  const said = new Map<string, number>();
  for (const { raw } of is) said.set(raw, (said.get(raw) ?? 0) + 1);
  const common = new Map<string, number>();
  const gone = was.filter(({ raw }) => !took(said, raw) || !common.set(raw, (common.get(raw) ?? 0) + 1));
  return [gone, is.filter(({ raw }) => !took(common, raw))];
}

/** Takes one of what is counted; false when there is none left. */
function took(counted: Map<string, number>, what: string): boolean {
  const many = counted.get(what) ?? 0;
  if (many > 0) counted.set(what, many - 1);
  return many > 0;
}

function propertyChange(was: readonly Fact[], is: readonly Fact[]): PropertyChange {
  const { kind, property } = (is[0] ?? was[0])!;
  return { kind, property, from: shown(was), to: shown(is) };
}

function shown(facts: readonly Fact[]): string | null {
  if (facts.length === 0) return null;
  const text = facts.map(({ raw, shown }) => (shown ? shown() : raw)).join('\n');
  return text.length > LONGEST_VALUE ? text.slice(0, LONGEST_VALUE).toWellFormed() : text;
}

function haveCommon(before: ReadonlyMap<string, Described>, after: ReadonlyMap<string, Described>): boolean {
  const ids = [...after.keys()].filter((id) => id !== DEFINITIONS);
  // Two documents without any element differ in nothing.
  return ids.some((id) => before.has(id)) || (ids.length === 0 && before.size === 1);
}
