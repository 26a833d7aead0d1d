const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
].join(' ');
const VERBS = ['Check', 'Enter', 'Send', 'Approve', 'Compare', 'Archive', 'Book', 'Ask for', 'Pick', 'Pack', 'Weigh', 'Price'];
const THINGS = ['the order', 'the invoice', 'an offer', 'goods of the customer', 'the contract with the supplier', 'the claim', 'a delivery note', 'the credit limit'];
const TASKS = ['userTask', 'task', 'serviceTask', 'sendTask', 'manualTask', 'businessRuleTask'];
const LANES = ['Sales', 'Warehouse', 'Accounting'];
const COLUMNS = 16;
const CELL = { width: 160, height: 130 };
const POOL = { width: 30 + 30 + COLUMNS * CELL.width + 40, height: LANES.length * CELL.height };

/**
 * A collaboration as large ones are: pools of three lanes, rows of tasks, events and gateways, branches from lane to lane,
 * messages from pool to pool, notes, and names on most of it. The same for the same size.
 * @param {number} size shapes and connections that are drawn, labels not counted; a few more or less
 */
export function bigDiagram(size) {
  const pools = [];
  let drawn = 0;
  while (drawn < size) {
    const pool = poolOf(pools.length, size - drawn);
    pools.push(pool);
    drawn += pool.drawn;
  }
  const across = Math.max(1, Math.round(Math.sqrt((pools.length * POOL.height) / POOL.width) * 1.3));
  const messages = pools.slice(1).map((pool, n) => ({ id: `Message_${n}`, from: pools[n].nodes.at(-2), to: pool.nodes[1] }));
  pools.forEach((pool, n) => (pool.origin = { x: 160 + (n % across) * (POOL.width + 80), y: 80 + Math.floor(n / across) * (POOL.height + 60) }));
  for (const message of messages) message.ends = [pools.find(({ nodes }) => nodes.includes(message.from)), pools.find(({ nodes }) => nodes.includes(message.to))];
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bpmn:definitions ${NAMESPACES} id="Definitions_1" targetNamespace="https://example.org/bench">`,
    '  <bpmn:collaboration id="Collaboration_1">',
    ...pools.map(({ n }) => `    <bpmn:participant id="Pool_${n}" name="Branch ${n + 1}" processRef="Process_${n}" />`),
    ...messages.map(({ id, from, to }) => `    <bpmn:messageFlow id="${id}" name="${THINGS[Number(id.slice(8)) % THINGS.length]}" sourceRef="${from.id}" targetRef="${to.id}" />`),
    '  </bpmn:collaboration>',
    ...pools.flatMap(processOf),
    '  <bpmndi:BPMNDiagram id="Diagram_1">',
    '    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Collaboration_1">',
    ...pools.flatMap(shapesOf),
    ...messages.map(({ id, from, to, ends }) => edge(id, [foot(from, ends[0]), head(to, ends[1])])),
    '    </bpmndi:BPMNPlane>',
    '  </bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
    '',
  ].join('\n');
  return { xml, drawn: drawn + messages.length, someTask: pools[Math.floor(pools.length / 2)].nodes.find(({ type, column }) => /[tT]ask$/.test(type) && column > 4).id };
}

function poolOf(n, left) {
  const columns = Math.min(COLUMNS, Math.max(4, Math.ceil(left / 7)));
  const nodes = [];
  const flows = [];
  for (const lane of LANES.keys()) {
    let last = null;
    for (let column = 0; column < columns; column++) {
      const node = nodeOf(n, lane, column, columns);
      nodes.push(node);
      if (last) flows.push(flowOf(last, node, last.type === 'exclusiveGateway' ? 'yes' : undefined));
      last = node;
    }
  }
  // From the gateways of a lane on to the lane below.
  for (const from of nodes.filter(({ type, lane, column }) => type === 'exclusiveGateway' && lane < LANES.length - 1 && column + 1 < columns)) {
    const to = nodes.find(({ lane, column }) => lane === from.lane + 1 && column === from.column + 1);
    flows.push(flowOf(from, to, 'no, go on below'));
  }
  const notes = nodes.filter(({ column }) => column % 8 === 5).map((node, index) => ({ id: `Note_${n}_${index}`, node, link: `Link_${n}_${index}` }));
  return { n, columns, nodes, flows, notes, drawn: 1 + LANES.length + nodes.length + flows.length + 2 * notes.length };
}

function nodeOf(n, lane, column, columns) {
  const salt = n * 31 + lane * 17 + column * 7;
  const id = `Node_${n}_${lane}_${column}`;
  const at = { n, id, lane, column };
  if (column === 0) return { ...at, type: 'startEvent', name: 'Somebody orders', width: 36, height: 36 };
  if (column === columns - 1) return { ...at, type: 'endEvent', name: 'All is settled', width: 36, height: 36 };
  if (column % 5 === 3) return { ...at, type: 'exclusiveGateway', name: 'In order?', width: 50, height: 50 };
  if (column % 7 === 6) return { ...at, type: 'intermediateCatchEvent', name: 'Next morning', width: 36, height: 36 };
  return { ...at, type: TASKS[salt % TASKS.length], name: `${VERBS[salt % VERBS.length]} ${THINGS[(salt * 3) % THINGS.length]}`, width: 100, height: 80 };
}

const flowOf = (from, to, name) => ({ id: `Flow_${from.id.slice(5)}_to_${to.id.slice(5)}`, from, to, name });

function processOf({ n, nodes, flows, notes }) {
  const node = ({ id, type, name }) => [
    `    <bpmn:${type} id="${id}" name="${name}">`,
    ...flows.filter(({ to }) => to.id === id).map((flow) => `      <bpmn:incoming>${flow.id}</bpmn:incoming>`),
    ...flows.filter(({ from }) => from.id === id).map((flow) => `      <bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
    ...(type === 'intermediateCatchEvent' ? [`      <bpmn:timerEventDefinition id="Timer_${id}">`, '        <bpmn:timeDuration>PT12H</bpmn:timeDuration>', '      </bpmn:timerEventDefinition>'] : []),
    `    </bpmn:${type}>`,
  ];
  return [
    `  <bpmn:process id="Process_${n}" isExecutable="false">`,
    `    <bpmn:laneSet id="LaneSet_${n}">`,
    ...LANES.flatMap((name, lane) => [
      `      <bpmn:lane id="Lane_${n}_${lane}" name="${name}">`,
      ...nodes.filter((each) => each.lane === lane).map(({ id }) => `        <bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`),
      '      </bpmn:lane>',
    ]),
    '    </bpmn:laneSet>',
    ...nodes.flatMap(node),
    ...flows.map(({ id, from, to, name }) => `    <bpmn:sequenceFlow id="${id}"${name ? ` name="${name}"` : ''} sourceRef="${from.id}" targetRef="${to.id}" />`),
    ...notes.flatMap(({ id, node: { id: source }, link }) => [
      `    <bpmn:textAnnotation id="${id}">`,
      '      <bpmn:text>Two people look at this</bpmn:text>',
      '    </bpmn:textAnnotation>',
      `    <bpmn:association id="${link}" sourceRef="${source}" targetRef="${id}" />`,
    ]),
    '  </bpmn:process>',
  ];
}

function shapesOf(pool) {
  const { n, origin, nodes, flows, notes } = pool;
  const hasLabel = ({ type }) => !/[tT]ask$/.test(type);
  return [
    shape(`Pool_${n}`, { ...origin, ...POOL }, ' isHorizontal="true"'),
    ...LANES.map((_, lane) => shape(`Lane_${n}_${lane}`, { x: origin.x + 30, y: origin.y + lane * CELL.height, width: POOL.width - 30, height: CELL.height }, ' isHorizontal="true"')),
    ...nodes.map((node) => shape(node.id, boxOf(node, pool), '', hasLabel(node) && { x: boxOf(node, pool).x + node.width / 2 - 40, y: boxOf(node, pool).y + node.height + 6, width: 80, height: 14 })),
    ...notes.map(({ id, node }) => shape(id, { x: boxOf(node, pool).x + 40, y: boxOf(node, pool).y - 24, width: 110, height: 20 })),
    ...flows.map(({ id, from, to, name }) => {
      const [a, b] = [boxOf(from, pool), boxOf(to, pool)];
      const [start, end] = [{ x: a.x + a.width, y: a.y + a.height / 2 }, { x: b.x, y: b.y + b.height / 2 }];
      const points = start.y === end.y ? [start, end] : [{ x: a.x + a.width / 2, y: a.y + a.height }, { x: a.x + a.width / 2, y: end.y }, end];
      return edge(id, points, name && { x: points[0].x + 8, y: points[0].y - 16, width: 40, height: 14 });
    }),
    ...notes.map(({ link, node }) => edge(link, [{ x: boxOf(node, pool).x + 50, y: boxOf(node, pool).y }, { x: boxOf(node, pool).x + 60, y: boxOf(node, pool).y - 4 }])),
  ];
}

function boxOf({ lane, column, width, height }, { origin }) {
  return { x: origin.x + 90 + column * CELL.width - width / 2 + 50, y: origin.y + lane * CELL.height + (CELL.height - height) / 2, width, height };
}

function foot(node, pool) {
  const { x, y, width, height } = boxOf(node, pool);
  return { x: x + width / 2, y: y + height };
}

function head(node, pool) {
  const { x, y, width } = boxOf(node, pool);
  return { x: x + width / 2, y };
}

const bounds = ({ x, y, width, height }) => `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />`;

function shape(id, box, more = '', label) {
  return [
    `      <bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${more}>`,
    `        ${bounds(box)}`,
    ...(label ? ['        <bpmndi:BPMNLabel>', `          ${bounds(label)}`, '        </bpmndi:BPMNLabel>'] : []),
    '      </bpmndi:BPMNShape>',
  ].join('\n');
}

function edge(id, points, label) {
  return [
    `      <bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">`,
    ...points.map(({ x, y }) => `        <di:waypoint x="${x}" y="${y}" />`),
    ...(label ? ['        <bpmndi:BPMNLabel>', `          ${bounds(label)}`, '        </bpmndi:BPMNLabel>'] : []),
    '      </bpmndi:BPMNEdge>',
  ].join('\n');
}
