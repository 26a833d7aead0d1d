import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { COUNTED_KINDS, REPORT_BOUNDS, type CountedKind, type FoundDiagram, type ImportReport } from './import-report.js';
import { shortened } from './quote-text.js';

const KINDS: Readonly<Record<string, CountedKind>> = {
  process: 'processes', lane: 'lanes', callActivity: 'callActivities', sequenceFlow: 'sequenceFlows', messageFlow: 'messageFlows', textAnnotation: 'annotations', group: 'groups',
  subProcess: 'subProcesses', adHocSubProcess: 'subProcesses', transaction: 'subProcesses',
  task: 'tasks', userTask: 'tasks', manualTask: 'tasks', serviceTask: 'tasks', scriptTask: 'tasks', businessRuleTask: 'tasks', sendTask: 'tasks', receiveTask: 'tasks',
  startEvent: 'events', endEvent: 'events', intermediateCatchEvent: 'events', intermediateThrowEvent: 'events', boundaryEvent: 'events', event: 'events', implicitThrowEvent: 'events',
  exclusiveGateway: 'gateways', inclusiveGateway: 'gateways', parallelGateway: 'gateways', complexGateway: 'gateways', eventBasedGateway: 'gateways',
  dataObjectReference: 'data', dataStoreReference: 'data',
  choreographyTask: 'choreographyTasks', subChoreography: 'choreographyTasks', callChoreography: 'choreographyTasks',
  conversation: 'conversations', subConversation: 'conversations', callConversation: 'conversations',
};

/** The kind of an element as people know it; undefined for what nobody draws. */
export function kindOf({ uri, local, parent }: XmlElement): CountedKind | undefined {
  if (uri !== BPMN_NAMESPACE) return undefined;
  if (local === 'participant') return parent?.local === 'collaboration' || parent?.local === 'globalConversation' ? 'pools' : undefined;
  // Inputs and outputs of a task are its parameters; those of a process are drawn.
  if (local === 'dataInput' || local === 'dataOutput') return parent?.local === 'ioSpecification' && parent.parent?.local === 'process' ? 'data' : undefined;
  return Object.hasOwn(KINDS, local) ? KINDS[local] : undefined;
}

/** Counts what a document holds. */
export function countElements(root: XmlElement): Pick<ImportReport, 'tool' | 'elements' | 'counts' | 'diagrams' | 'diagramsTotal'> {
  const counts = Object.fromEntries(COUNTED_KINDS.map((kind) => [kind, 0])) as Record<CountedKind, number>;
  const diagrams: FoundDiagram[] = [];
  let elements = 0;
  let diagramsTotal = 0;
  for (const element of withDescendants(root)) {
    elements++;
    const kind = kindOf(element);
    if (kind) counts[kind]++;
    if (element.uri === BPMN_DI_NAMESPACE && element.local === 'BPMNDiagram' && ++diagramsTotal <= REPORT_BOUNDS.diagrams) diagrams.push(diagramOf(element));
  }
  return { tool: { name: said(root, 'exporter'), version: said(root, 'exporterVersion') }, elements, counts, diagrams, diagramsTotal };
}

function diagramOf(diagram: XmlElement): FoundDiagram {
  let shapes = 0;
  let edges = 0;
  for (const { local } of withDescendants(diagram)) {
    if (local === 'BPMNShape') shapes++;
    else if (local === 'BPMNEdge') edges++;
  }
  return { id: said(diagram, 'id'), name: said(diagram, 'name'), shapes, edges };
}

function said(element: XmlElement, attribute: string): string | null {
  return shortened(attributeOf(element, attribute) ?? '') || null;
}
