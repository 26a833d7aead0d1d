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

/** Who stands behind a namespace, as people call them; null for one nobody here knows. */
export function vendorOf(uri: string): string | null {
  const lower = uri.slice(0, 500).toLowerCase();
  return VENDORS.find(([pattern]) => pattern.test(lower))?.[1] ?? null;
}
