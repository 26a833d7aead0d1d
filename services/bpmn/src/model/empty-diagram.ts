import { PLAIN_ID } from './ids.js';

/** The ids of a new diagram: ASCII letters, digits, `_`, `-` and `.`, no digit first, each different from the others. */
export interface EmptyDiagramIds {
  definitions: string;
  process: string;
  startEvent: string;
  diagram?: string;
  plane?: string;
  startEventShape?: string;
}

/**
 * The document of a new diagram: one process that is not executable, with one start event and its layout.
 *
 * @throws RangeError when an id has other characters or is given twice
 */
export function emptyDiagram(ids: EmptyDiagramIds): string {
  const id = {
    ...ids,
    diagram: ids.diagram ?? 'BPMNDiagram_1',
    plane: ids.plane ?? 'BPMNPlane_1',
    startEventShape: ids.startEventShape ?? `${ids.startEvent}_di`,
  };
  refuseBadIds(Object.values(id));
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="${id.definitions}" targetNamespace="https://bpmn-studio.org/schema/bpmn" exporter="BPMN Studio" exporterVersion="0.1.0">
  <bpmn:process id="${id.process}" isExecutable="false">
    <bpmn:startEvent id="${id.startEvent}" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="${id.diagram}">
    <bpmndi:BPMNPlane id="${id.plane}" bpmnElement="${id.process}">
      <bpmndi:BPMNShape id="${id.startEventShape}" bpmnElement="${id.startEvent}">
        <dc:Bounds x="160" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

/** A new diagram with fixed ids. Where several diagrams may meet (call activities, merging), make ids of your own. */
export const EMPTY_DIAGRAM_XML = emptyDiagram({ definitions: 'Definitions_1', process: 'Process_1', startEvent: 'StartEvent_1' });

function refuseBadIds(ids: string[]): void {
  for (const id of ids) if (!PLAIN_ID.test(id)) throw new RangeError(`"${id.slice(0, 80)}" cannot be an id: use ASCII letters, digits, _, - and .`);
  if (new Set(ids).size !== ids.length) throw new RangeError('the ids of a diagram must differ from each other');
}
