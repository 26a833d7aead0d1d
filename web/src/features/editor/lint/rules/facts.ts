import { elementOf, elementsOf, isA, type ModdleElement } from '@bpmn-studio/bpmn';

/** A document as the rules look at it. */
export interface Facts {
  readonly definitions: ModdleElement;
  /** Everything that can be drawn, in the order of the file. */
  readonly elements: readonly ModdleElement[];
  readonly nodes: readonly ModdleElement[];
  readonly flows: readonly ModdleElement[];
  readonly processes: readonly ModdleElement[];
  /** How often each is drawn. */
  readonly drawn: ReadonlyMap<ModdleElement, number>;
  /** Where associations begin, such as from an attached event to what makes good for it. */
  readonly associated: ReadonlySet<ModdleElement>;
}

/**
 * Reads what the rules need from a model, and mends in it what they rely on: flows are listed at both their ends (files need not do
 * that, and many do not), and what refers to nothing is left out. The model is for checking only.
 */
export function readFacts(definitions: ModdleElement): Facts {
  definitions['rootElements'] = elementsOf(definitions, 'rootElements');
  definitions['diagrams'] = elementsOf(definitions, 'diagrams').filter((diagram) => elementOf(diagram, 'plane'));
  const elements = [...under(elementsOf(definitions, 'rootElements'))];
  const flows = elements.filter((element) => isA(element, 'bpmn:SequenceFlow'));
  const nodes = elements.filter((element) => isA(element, 'bpmn:FlowNode'));
  listFlows(nodes, flows);
  const drawn = new Map<ModdleElement, number>();
  for (const diagram of elementsOf(definitions, 'diagrams')) {
    for (const shape of elementsOf(elementOf(diagram, 'plane'), 'planeElement')) {
      const element = elementOf(shape, 'bpmnElement');
      if (element) drawn.set(element, (drawn.get(element) ?? 0) + 1);
    }
  }
  const associations = elements.filter((element) => isA(element, 'bpmn:Association'));
  return {
    definitions,
    elements,
    nodes,
    flows,
    processes: elements.filter((element) => isA(element, 'bpmn:Process')),
    drawn,
    associated: new Set(associations.flatMap((association) => elementOf(association, 'sourceRef') ?? [])),
  };
}

/** What stands in lists that may hold elements to draw. Nested as deeply as the gate lets a document be: 64 levels. */
function* under(elements: readonly ModdleElement[]): Generator<ModdleElement> {
  for (const element of elements) {
    if (isA(element, 'bpmn:FlowElementsContainer') || isA(element, 'bpmn:Collaboration')) element['artifacts'] = wholeArtifacts(element);
    yield element;
    for (const list of ['participants', 'messageFlows', 'flowElements', 'artifacts', 'lanes']) yield* under(elementsOf(element, list));
    for (const set of [...elementsOf(element, 'laneSets'), elementOf(element, 'childLaneSet')]) if (set) yield* under(elementsOf(set, 'lanes'));
  }
}

function wholeArtifacts(element: ModdleElement): ModdleElement[] {
  return elementsOf(element, 'artifacts').filter((artifact) => !isA(artifact, 'bpmn:Association') || (elementOf(artifact, 'sourceRef') && elementOf(artifact, 'targetRef')));
}

function listFlows(nodes: readonly ModdleElement[], flows: readonly ModdleElement[]): void {
  const [incoming, outgoing] = [new Map<ModdleElement, ModdleElement[]>(), new Map<ModdleElement, ModdleElement[]>()];
  const put = (map: Map<ModdleElement, ModdleElement[]>, at: ModdleElement | undefined, flow: ModdleElement) => at && map.set(at, [...(map.get(at) ?? []), flow]);
  for (const flow of flows) {
    put(incoming, elementOf(flow, 'targetRef'), flow);
    put(outgoing, elementOf(flow, 'sourceRef'), flow);
  }
  for (const node of nodes) {
    node['incoming'] = incoming.get(node) ?? [];
    node['outgoing'] = outgoing.get(node) ?? [];
  }
}
