/** What people do to the template "Order to cash" in one afternoon, a save each; to be compared. */
const STEPS = [
  { change: (xml) => named(xml, 'Activity_pick', 'Pick, pack and weigh the goods') },
  { message: 'Reviewed with sales', change: (xml) => documented(named(xml, 'Activity_order', 'Order by web shop'), 'Activity_ship', 'The carrier collects at four.') },
  { change: (xml) => moved(moved(xml, 'Event_paid', 0, 64), 'Event_closed', 0, 64) },
  { change: withoutProduction },
  { change: withCreditCheck },
  { change: (xml) => coloured(xml, 'Activity_pick', '#ffe0b2', '#a85b00') },
];

/** Saves them all on top of a diagram. @param put told each document, and the name of the version if it has one */
export async function reviseOrder(xml, put) {
  let current = xml;
  for (const { change, message } of STEPS) {
    current = change(current);
    await put(current, message);
  }
}

const named = (xml, id, name) => xml.replace(new RegExp(`(id="${id}" name=")[^"]*`), `$1${name}`);
const documented = (xml, id, text) => xml.replace(new RegExp(`(<bpmn:\\w+ id="${id}"[^>]*>)`), `$1<bpmn:documentation>${text}</bpmn:documentation>`);
const without = (xml, id) => xml.replace(new RegExp(`\\s*<bpmn:(\\w+) id="${id}"(?:[^>]*/>|[\\s\\S]*?</bpmn:\\1>)`), '').replace(new RegExp(`\\s*<bpmndi:BPMN(Shape|Edge) id="${id}_di"[\\s\\S]*?</bpmndi:BPMN\\1>`), '');
const moved = (xml, id, dx, dy) =>
  xml.replace(new RegExp(`<bpmndi:BPMNShape id="${id}_di"[\\s\\S]*?</bpmndi:BPMNShape>`), (shape) => shape.replaceAll(/ x="([\d.]+)" y="([\d.]+)"/g, (_, x, y) => ` x="${Number(x) + dx}" y="${Number(y) + dy}"`));
const coloured = (xml, id, fill, stroke) =>
  xml
    .replace('<bpmn:definitions ', '<bpmn:definitions xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0" ')
    .replace(`bpmnElement="${id}"`, `bpmnElement="${id}" color:background-color="${fill}" color:border-color="${stroke}"`);

function withoutProduction(xml) {
  const rest = ['Activity_produce', 'Flow_stock_produce', 'Flow_produce_pick'].reduce(without, xml);
  return rest.replaceAll(/\s*<bpmn:(incoming|outgoing)>Flow_(stock_produce|produce_pick)<\/bpmn:\1>/g, '');
}

function withCreditCheck(xml) {
  return xml
    .replace('sourceRef="Event_received" targetRef="Gateway_stock"', 'sourceRef="Event_received" targetRef="Activity_credit"')
    .replace('<bpmn:exclusiveGateway id="Gateway_stock"', '<bpmn:userTask id="Activity_credit" name="Check credit"><bpmn:incoming>Flow_received_stock</bpmn:incoming><bpmn:outgoing>Flow_credit_stock</bpmn:outgoing></bpmn:userTask>\n    <bpmn:sequenceFlow id="Flow_credit_stock" sourceRef="Activity_credit" targetRef="Gateway_stock" />\n    <bpmn:exclusiveGateway id="Gateway_stock"')
    .replace('<bpmn:incoming>Flow_received_stock</bpmn:incoming>\n      <bpmn:outgoing>Flow_stock_pick', '<bpmn:incoming>Flow_credit_stock</bpmn:incoming>\n      <bpmn:outgoing>Flow_stock_pick')
    .replace('<bpmndi:BPMNShape id="Gateway_stock_di"', '<bpmndi:BPMNShape id="Activity_credit_di" bpmnElement="Activity_credit"><dc:Bounds x="475" y="425" width="110" height="80" /></bpmndi:BPMNShape>\n      <bpmndi:BPMNEdge id="Flow_credit_stock_di" bpmnElement="Flow_credit_stock"><di:waypoint x="585" y="465" /><di:waypoint x="620" y="465" /><di:waypoint x="620" y="400" /><di:waypoint x="570" y="400" /><di:waypoint x="570" y="360" /></bpmndi:BPMNEdge>\n      <bpmndi:BPMNShape id="Gateway_stock_di"')
    .replace(/(<bpmndi:BPMNEdge id="Flow_received_stock_di"[^>]*>)[\s\S]*?(<\/bpmndi:BPMNEdge>)/, '$1<di:waypoint x="410" y="353" /><di:waypoint x="410" y="465" /><di:waypoint x="475" y="465" />$2');
}
