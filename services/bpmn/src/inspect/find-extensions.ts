import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, COLOR_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE, XMLNS_NAMESPACE, XML_NAMESPACE, XSI_NAMESPACE } from '../model/namespaces.js';
import { withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { REPORT_BOUNDS, type FoundExtension } from './import-report.js';
import { shortened } from './quote-text.js';
import { vendorOf } from './vendor-of.js';

/** Namespaces of BPMN itself and of XML: nothing to remark upon. The colours are the OMG's own extension. */
const STANDARD = new Set([
  '', BPMN_NAMESPACE, BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE, XMLNS_NAMESPACE,
  XML_NAMESPACE, XSI_NAMESPACE, 'http://www.w3.org/2001/XMLSchema', COLOR_NAMESPACE,
]);

/** Whose content a document holds beside BPMN's own, most first. It is kept as it is. */
export function findExtensions(root: XmlElement): FoundExtension[] {
  const found = new Map<string, { elements: number; attributes: number }>();
  const entry = (uri: string) => {
    const known = found.get(uri);
    if (known) return known;
    const fresh = { elements: 0, attributes: 0 };
    found.set(uri, fresh);
    return fresh;
  };
  for (const element of withDescendants(root)) {
    if (!STANDARD.has(element.uri)) entry(element.uri).elements++;
    for (const { uri } of element.attributes) if (!STANDARD.has(uri)) entry(uri).attributes++;
  }
  return [...found]
    .map(([uri, counts]) => ({ vendor: vendorOf(uri), uri: shortened(uri, 200), ...counts }))
    .sort((a, b) => b.elements + b.attributes - (a.elements + a.attributes))
    .slice(0, REPORT_BOUNDS.extensions);
}
