import { PLAIN_ID } from '../model/ids.js';
import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { kindOf } from './count-elements.js';
import { sentence, theElement } from './name-elements.js';
import { quoted } from './quote-text.js';
import type { RemarkList } from './remark-list.js';

/** What XML takes as an id (NCName of Namespaces in XML 1.0, near enough to tell a letter from a mistake). */
const XML_ID = /^[\p{L}_][\p{L}\p{N}\p{M}._·-]*$/u;

/** The ids of a document. */
export interface FoundIds {
  /** The first element of each id. */
  readonly byId: ReadonlyMap<string, XmlElement>;
  /** Elements the model cannot take because of their id: already remarked upon. */
  readonly faulty: ReadonlySet<XmlElement>;
}

/** Looks for ids that occur twice, that are none, and that the editor needs another one for. Ids of vendors are their own affair. */
export function checkIds(root: XmlElement, remarks: RemarkList): FoundIds {
  const byId = new Map<string, XmlElement>();
  const faulty = new Set<XmlElement>();
  for (const element of withDescendants(root)) {
    if (element.uri !== BPMN_NAMESPACE && element.uri !== BPMN_DI_NAMESPACE) continue;
    const id = attributeOf(element, 'id');
    if (id === undefined) {
      if (isDrawn(element)) remarks.add('missing_id', element, () => `${theElement(element)} has no id, so it cannot be drawn. It is kept as it is.`);
      continue;
    }
    const first = byId.get(id);
    if (first) {
      faulty.add(element);
      remarks.add('duplicate_id', element, () => `${theElement(element)} has the id ${quoted(id)}, which ${theElement(first)} has already. Only the first can be edited; give one of them another id.`);
      continue;
    }
    byId.set(id, element);
    if (PLAIN_ID.test(id)) continue;
    if (XML_ID.test(id)) {
      // The id of a shape is of no interest to anybody.
      if (element.uri === BPMN_NAMESPACE) remarks.add('non_ascii_id', element, () => `The id ${quoted(id)} has letters beyond A to Z. It is kept in the file; the editor uses one of its own in its place.`);
    } else remarks.add('invalid_id', element, () => `${quoted(id)} is not a valid id: ids begin with a letter or underscore and have no spaces. ${sentence(theElement(element))} is kept; the editor uses another id in its place.`);
  }
  return { byId, faulty };
}

function isDrawn(element: XmlElement): boolean {
  const kind = kindOf(element);
  return kind !== undefined && kind !== 'processes';
}
