import { describeDocument, type Described } from '../diff/describe-document.js';
import { parseXml } from '../xml/parse-xml.js';

/**
 * What of one side's edits is not in a merged document, a line each: what it added or set is missing, or what it deleted or
 * replaced is still there. Empty when the merge kept its promise.
 */
export function lostEdits(base: string, side: string, merged: string): string[] {
  const read = (text: string): ReadonlyMap<string, Described> => describeDocument(parseXml(text).root);
  const [before, after, result] = [read(base), read(side), read(merged)];
  const lost: string[] = [];
  for (const id of before.keys()) if (!after.has(id) && result.has(id)) lost.push(`${id} is not deleted`);
  for (const [id, edited] of after) {
    const was = before.get(id);
    const is = result.get(id);
    const changes = changesOf(was, edited);
    if (!was && !is) lost.push(`${id} is not added`);
    else if (changes.length > 0 && !is) lost.push(`${id} is not there to be changed`);
    else if (is) for (const { key, raw, many } of changes) if (countOf(is, key, raw) !== many) lost.push(`${id} ${key}: ${many === 0 ? 'still' : 'not'} ${raw.slice(0, 80)}`);
  }
  return lost;
}

/** The values a side said more or less often than before, with how often it says them now. */
function changesOf(was: Described | undefined, is: Described): { key: string; raw: string; many: number }[] {
  const changes: { key: string; raw: string; many: number }[] = [];
  for (const key of new Set([...(was?.facts.keys() ?? []), ...is.facts.keys()])) {
    const raws = new Set([...(was?.facts.get(key) ?? []), ...(is.facts.get(key) ?? [])].map(({ raw }) => raw));
    for (const raw of raws) {
      const many = countOf(is, key, raw);
      if (many !== (was ? countOf(was, key, raw) : 0)) changes.push({ key, raw, many });
    }
  }
  if (was && was.type !== is.type) changes.push({ key: 'type', raw: is.type, many: 1 });
  return changes;
}

function countOf({ type, facts }: Described, key: string, raw: string): number {
  if (key === 'type' && !facts.has(key)) return type === raw ? 1 : 0;
  return facts.get(key)?.filter((fact) => fact.raw === raw).length ?? 0;
}
