import { isDefault } from '../model/bpmn-schema.js';
import { BPMN_NAMESPACE, XMLNS_NAMESPACE, XSI_NAMESPACE } from '../model/namespaces.js';
import { pairElements } from '../xml/pair-elements.js';
import { attributeOf, elementsIn, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import type { FoundIds } from './check-ids.js';
import type { DeadReferences } from './check-references.js';
import { theElement, wordsOf } from './name-elements.js';
import { quoted, shortened } from './quote-text.js';
import type { RemarkList } from './remark-list.js';

/** Kinds the editor shows nothing of; they stay in the file. */
const NOT_EDITED = { choreography: 'choreography', globalChoreographyTask: 'choreography', conversation: 'conversation', subConversation: 'conversation', callConversation: 'conversation', globalConversation: 'conversation' } as const;

/** Remarks on what the editor does not edit although it knows it. */
export function checkNotEdited(root: XmlElement, remarks: RemarkList): void {
  for (const element of withDescendants(root)) {
    if (element.uri !== BPMN_NAMESPACE || !Object.hasOwn(NOT_EDITED, element.local)) continue;
    const code = NOT_EDITED[element.local as keyof typeof NOT_EDITED];
    remarks.add(code, element, () => `${theElement(element)} cannot be edited here. It is kept, and drawn in pictures.`);
  }
}

/**
 * Remarks on what the model leaves out: a document is compared with what the model writes of it, element by element. What
 * is left out stays in the stored file, since edits are written into that (carryOver).
 * @param written the root of what the model wrote
 */
export function checkKept(root: XmlElement, written: XmlElement, { byId, faulty }: FoundIds, dead: DeadReferences, remarks: RemarkList): void {
  const { toOther } = pairElements(root, written);
  const pending = [root];
  for (let element = pending.pop(); element; element = pending.pop()) {
    const other = toOther.get(element);
    if (!other) {
      leftOut(element, remarks);
      continue; // what is inside is left out with it
    }
    compare(element, other, { byId, dead }, remarks);
    const children = elementsIn(element);
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]!;
      if (!faulty.has(child) && !dead.has(child)) pending.push(child);
    }
  }
}

function leftOut(element: XmlElement, remarks: RemarkList): void {
  let inside = -1;
  for (const _ of withDescendants(element)) inside++;
  const more = inside > 0 ? ` and ${inside === 1 ? 'the element' : `the ${inside} elements`} inside` : '';
  remarks.add('unknown_element', element, () => `The editor does not know ${quoted(element.name)}${parentOf(element)}. It${more} stays in the file as it is.`);
}

/** A text that is an id is a reference: the model may write it in other letters. */
function compare(element: XmlElement, other: XmlElement, { byId, dead }: Pick<FoundIds, 'byId'> & { readonly dead: DeadReferences }, remarks: RemarkList): void {
  for (const attribute of element.attributes) {
    // `xsi:type` repeats what the element is, and where a schema lies concerns validators.
    if (attribute.uri === XMLNS_NAMESPACE || attribute.uri === XSI_NAMESPACE || dead.has(attribute) || attributeOf(other, attribute.local, attribute.uri) !== undefined) continue;
    if (attribute.value.trim() === '' || isDefault(element, attribute.local, attribute.value)) continue; // says nothing
    remarks.add('unknown_attribute', element, () => `The editor does not read ${quoted(attribute.name)} of ${theElement(element)}. It stays in the file as it is.`, attribute.start);
  }
  const text = plain(textIn(element));
  if (text !== '' && !byId.has(text) && text !== plain(textIn(other)) && elementsIn(other).length === 0) {
    remarks.add('unread_text', element, () => `The editor does not read the text ${quoted(text)} in ${theElement(element)}. It stays in the file as it is.`);
  }
}

function parentOf({ parent }: XmlElement): string {
  return parent && parent.parent ? ` (in ${theElement(parent)})` : parent ? ` (in the ${wordsOf(parent.local)})` : '';
}

function plain(text: string): string {
  return shortened(text.replaceAll(/\s+/g, ' ').trim(), 10_000);
}
