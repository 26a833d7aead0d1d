const NAMESPACES = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
].join(' ');

/** A process of tasks in a row, laid out; 70 of them make about 30 KB. */
export function modelOf(tasks) {
  const numbers = Array.from({ length: tasks }, (_, n) => n);
  const flow = (n) => `    <sequenceFlow id="Flow_${n}" sourceRef="Task_${n}" targetRef="Task_${n + 1}" />`;
  const shape = (n) => `      <bpmndi:BPMNShape id="Task_${n}_di" bpmnElement="Task_${n}"><dc:Bounds x="${160 + 150 * n}" y="80" width="100" height="80" /></bpmndi:BPMNShape>`;
  const edge = (n) => `      <bpmndi:BPMNEdge id="Flow_${n}_di" bpmnElement="Flow_${n}"><di:waypoint x="${260 + 150 * n}" y="120" /><di:waypoint x="${310 + 150 * n}" y="120" /></bpmndi:BPMNEdge>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions ${NAMESPACES} id="Definitions_1" targetNamespace="https://example.org/bench">`,
    '  <process id="Process_1" isExecutable="false">',
    ...numbers.map((n) => `    <userTask id="Task_${n}" name="Check the order of customer ${n} once more" />`),
    ...numbers.slice(1).map((_, n) => flow(n)),
    '  </process>',
    '  <bpmndi:BPMNDiagram id="Diagram_1">',
    '    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Process_1">',
    ...numbers.map(shape),
    ...numbers.slice(1).map((_, n) => edge(n)),
    '    </bpmndi:BPMNPlane>',
    '  </bpmndi:BPMNDiagram>',
    '</definitions>',
    '',
  ].join('\n');
}
