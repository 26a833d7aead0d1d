import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from '../model/namespaces.js';
import { XMLNS_NAMESPACE, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { REPORT_BOUNDS, type FoundExtension } from './import-report.js';
import { shortened } from './quote-text.js';

/** Namespaces of BPMN itself and of XML: nothing to remark upon. The colours are the OMG's own extension. */
const STANDARD = new Set([
  '', BPMN_NAMESPACE, BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE, XMLNS_NAMESPACE,
  'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2001/XMLSchema-instance', 'http://www.w3.org/2001/XMLSchema',
  'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
]);

/** Whose a namespace is, by what its address contains; the first that fits. */
const VENDORS: readonly (readonly [RegExp, string])[] = [
  [/camunda\.org\/schema\/zeebe/, 'Camunda 8 (Zeebe)'],
  [/camunda\.org\/schema\/modeler/, 'Camunda Modeler'],
  [/camunda/, 'Camunda 7'],
  [/flowable/, 'Flowable'],
  [/activiti/, 'Activiti'],
  [/signavio/, 'Signavio'],
  [/bizagi/, 'Bizagi'],
  [/trisotech/, 'Trisotech'],
  [/boc-(eu|group)|adonis/, 'ADONIS'],
  [/softwareag|software-ag|ids-scheer|\baris\b/, 'ARIS'],
  [/visual-paradigm/, 'Visual Paradigm'],
  [/sparxsystems|sparx/, 'Sparx Enterprise Architect'],
  [/oracle/, 'Oracle BPM'],
  [/drools|jbpm|jboss|kogito/, 'jBPM / Drools'],
  [/\bibm\b/, 'IBM'],
  [/igrafx/, 'iGrafx'],
  [/draw\.io|diagrams\.net|jgraph|mxgraph/, 'draw.io'],
  [/bpmn\.io/, 'bpmn.io'],
  [/bpsim/, 'BPSim (simulation)'],
  [/bonitasoft/, 'Bonita'],
  [/processmaker/, 'ProcessMaker'],
  [/open-bpmn|imixs/, 'Open-BPMN / Imixs'],
  [/\bw4\.eu/, 'W4'],
  [/bpmn\.sourceforge/, 'Yaoqiang'],
  [/nomagic|magicdraw/, 'MagicDraw'],
  [/modelio/, 'Modelio'],
  [/\bmid\.de|innovator/, 'MID Innovator'],
  [/itp-commerce/, 'itp-commerce'],
  [/eclipse/, 'Eclipse BPMN2 Modeler'],
  [/microsoft|visio/, 'Microsoft Visio'],
  [/\bsap\b/, 'SAP'],
  [/appian/, 'Appian'],
  [/pega/, 'Pega'],
  [/uipath/, 'UiPath'],
  [/tibco/, 'TIBCO'],
  [/\bxhtml\b/, 'formatted text (XHTML)'],
  [/\/dmn\/|\/cmmn\//i, 'OMG DMN / CMMN'],
];

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

/** Whether content of a namespace is BPMN's own. */
export function isStandard(uri: string): boolean {
  return STANDARD.has(uri);
}

function vendorOf(uri: string): string | null {
  const lower = uri.slice(0, 500).toLowerCase();
  return VENDORS.find(([pattern]) => pattern.test(lower))?.[1] ?? null;
}
