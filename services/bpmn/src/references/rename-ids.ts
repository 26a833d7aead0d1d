import { Draft, textNode } from '../xml/draft.js';
import { escapeText } from '../xml/escape-xml.js';
import { attributeOf, withDescendants, type XmlDocument } from '../xml/xml-tree.js';
import { hasDocumentId, idsIn, referencesOf } from './references.js';

/** Gives elements other ids, and whatever of BPMN 2.0.2 refers to them; the rest of the text stays as it is. */
export function renameIds(document: XmlDocument, names: ReadonlyMap<string, string>): string {
  const draft = new Draft(document);
  const { text, root } = document;
  const ids = idsIn(root);
  for (const element of withDescendants(root)) {
    const id = attributeOf(element, 'id');
    const renamed = id === undefined || !hasDocumentId(element) ? undefined : names.get(id);
    if (renamed !== undefined) draft.of(element).setAttribute({ name: 'id', uri: '', local: 'id', value: renamed }, text);
    for (const { attribute, child, id: named } of referencesOf(element, ids)) {
      const to = names.get(named);
      if (to === undefined) continue;
      if (child) draft.of(child).setChildren([textNode('text', escapeText(to))]);
      if (!attribute) continue;
      const { name, uri, local } = attribute;
      const value = replaced(draft.of(element).attribute(local, uri) ?? '', named, to);
      draft.of(element).setAttribute({ name, uri, local, value }, text);
    }
  }
  return draft.write();
}

function replaced(value: string, id: string, to: string): string {
  if (value === id) return to;
  const parts = value.split(/(\s+)/);
  return parts.map((part) => (part === id || part.endsWith(`:${id}`) ? part.slice(0, part.length - id.length) + to : part)).join('');
}
