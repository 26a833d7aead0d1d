import { BPMN_NAMESPACE } from '../model/namespaces.js';
import { withDescendants, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { idOf } from './bpmn-elements.js';
import { kindOf, LINKS } from './box-sizes.js';
import { namedEnds } from './read-links.js';

export interface GivenIds {
  readonly text: string;
  /** How many elements were given one. */
  readonly given: number;
}

const ROOTS = new Set(['process', 'collaboration', 'choreography', 'globalConversation']);

/**
 * Gives whatever is drawn an id where it has none, since shapes and edges name what they depict by it. BPMN 2.0.2 leaves ids
 * to the author, and what was written for an engine often has none on its flows. Nothing refers to what has no id, so that
 * any will do.
 */
export function giveIds({ text, root }: XmlDocument): GivenIds {
  const elements = [...withDescendants(root)];
  const taken = new Set(elements.map(idOf));
  const nameless = elements.filter((element) => element.uri === BPMN_NAMESPACE && idOf(element) === '' && isDrawn(element, taken));
  if (nameless.length === 0) return { text, given: 0 };
  const parts: string[] = [];
  const counts = new Map<string, number>();
  let at = 0;
  for (const element of nameless) {
    const blank = element.attributes.find(({ name }) => name === 'id');
    const behindName = element.start + 1 + element.name.length;
    parts.push(text.slice(at, blank?.start ?? behindName), `${blank ? '' : ' '}id="${newId(element, taken, counts)}"`);
    at = blank?.end ?? behindName;
  }
  return { text: parts.join('') + text.slice(at), given: nameless.length };
}

// A flow that leads nowhere is not drawn whatever it is called, and an activity's own data is not either.
function isDrawn(element: XmlElement, ids: ReadonlySet<string>): boolean {
  if (LINKS.has(element.local)) return namedEnds(element).every((id) => id !== '' && ids.has(id));
  if (element.local === 'dataInput' || element.local === 'dataOutput') return element.parent?.parent?.local === 'process';
  return ROOTS.has(element.local) || kindOf(element.local) !== undefined;
}

function newId({ local }: XmlElement, taken: Set<string>, counts: Map<string, number>): string {
  const stem = `${local[0]!.toUpperCase()}${local.slice(1)}`;
  for (let i = (counts.get(stem) ?? 0) + 1; ; i++) {
    const id = `${stem}_${i}`;
    if (taken.has(id)) continue;
    taken.add(id);
    counts.set(stem, i);
    return id;
  }
}
