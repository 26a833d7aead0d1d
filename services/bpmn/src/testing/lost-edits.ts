import type { ChangeKind } from '../diff/bpmn-diff.js';
import { describeDocument, type Described } from '../diff/describe-document.js';
import { parseXml } from '../xml/parse-xml.js';

/** Follow what they belong to: when one side moves a node and the other one its neighbour, the edge between is drawn anew. */
const FOLLOWS: ReadonlySet<string> = new Set(['waypoints', 'label.bounds']);
/** What both put in the same place is drawn side by side. */
const FOLLOWS_WHEN_NEW: ReadonlySet<string> = new Set([...FOLLOWS, 'bounds']);
const ENDS: ReadonlySet<string> = new Set(['sourceRef', 'targetRef']);

/**
 * What of the edits of one side is not in a merged document, a line each: what it added or set is missing, or what it deleted or
 * replaced is still there. Empty when the merge kept its promise. Where edges, labels and new shapes are is not looked at,
 * nor where a deleted element had been put or in which colours: whoever deletes it need not be asked about that. Of bounds,
 * each number is a value of its own; where both sides set them, the merge puts both moves together (ADR 0018).
 *
 * @param other what the other side made of the base; nothing when left out
 */
export function lostEdits(base: string, side: string, merged: string, other = base): string[] {
  const read = (text: string): ReadonlyMap<string, Described> => describeDocument(parseXml(text).root);
  const [before, beside] = [read(base), read(other)];
  const movedBeside = (id: string) => before.get(id)?.facts.get('bounds')?.some(({ raw }, at) => raw !== beside.get(id)?.facts.get('bounds')?.[at]?.raw) === true;
  return [...lostOf(before, read(side), read(merged), movedBeside)];
}

function* lostOf(before: ReadonlyMap<string, Described>, after: ReadonlyMap<string, Described>, result: ReadonlyMap<string, Described>, movedBeside: (id: string) => boolean): Generator<string> {
  for (const id of before.keys()) if (!after.has(id) && result.has(id)) yield `${id} is not deleted`;
  for (const [id, edited] of after) {
    const [was, is] = [before.get(id), result.get(id)];
    const changes = changesOf(was, edited);
    if (!was && !is) yield `${id} is not added`;
    else if (!is && changes.some(({ kind, key }) => kind !== 'layout' && kind !== 'colour' && key !== 'lane' && !(ENDS.has(key) && lacksEnd(edited, result)))) yield `${id} is not there to be changed`;
    else if (is) for (const { key, raw, many } of changes) if (countOf(is, key, raw) !== many && !(key === 'bounds' && was && (movedBeside(id) || holdsNumbers(was, edited, is)))) yield `${id} ${key}: ${many === 0 ? 'still' : 'not'} ${raw.slice(0, 80)}`;
  }
}

// A flow that was led elsewhere goes with the end it has left.
function lacksEnd({ facts }: Described, result: ReadonlyMap<string, Described>): boolean {
  return [...ENDS].some((end) => facts.get(end)?.some(({ raw }) => !result.has(raw)));
}

/** Whether each of the four numbers of the bounds that the side changed is in the result. */
function holdsNumbers(was: Described, side: Described, result: Described): boolean {
  const [before, edited, is] = [was, side, result].map(({ facts }) => facts.get('bounds')?.map(({ raw }) => raw.split(/[ ,x]/)) ?? []) as [string[][], string[][], string[][]];
  return edited.every((numbers, drawing) => numbers.every((number, at) => number === before[drawing]?.[at] || number === is[drawing]?.[at]));
}

interface Said {
  kind: ChangeKind;
  key: string;
  raw: string;
  many: number;
}

/** The values a side said more or less often than before, with how often it says them now. */
function changesOf(was: Described | undefined, is: Described): Said[] {
  const changes: Said[] = [];
  for (const key of new Set([...(was?.facts.keys() ?? []), ...is.facts.keys()])) {
    if ((was ? FOLLOWS : FOLLOWS_WHEN_NEW).has(key)) continue;
    const facts = [...(was?.facts.get(key) ?? []), ...(is.facts.get(key) ?? [])];
    for (const [raw, kind] of new Map(facts.map((fact) => [fact.raw, fact.kind]))) {
      const many = countOf(is, key, raw);
      if (many !== (was ? countOf(was, key, raw) : 0)) changes.push({ kind, key, raw, many });
    }
  }
  if (was && was.type !== is.type) changes.push({ kind: 'semantic', key: 'type', raw: is.type, many: 1 });
  return changes;
}

function countOf({ type, facts }: Described, key: string, raw: string): number {
  if (key === 'type' && !facts.has(key)) return type === raw ? 1 : 0;
  return facts.get(key)?.filter((fact) => fact.raw === raw).length ?? 0;
}
