import { childOf, childrenOf, isA, textOf } from '../../properties/model/moddle.js';
import { gatewayMends } from './gateway-mends.js';
import type { DoneAtOnce } from './mend-ids.js';
import { boundsOf, flowsAt, isFree, middleOf, type Connected, type MendTools } from './mend-tools.js';
import { spaceOut } from './space-out.js';

/** What mends an element; null when there is nothing to mend any more, or not in this way. */
export type Mend = (element: Connected, tools: MendTools) => (() => void) | null;

/** Room for a start in front of an element: an event and a connection long enough to be seen. */
const START = { size: 36, apart: 50 };

export const MENDS: Readonly<Record<Exclude<DoneAtOnce, 'remove-definition'>, Mend>> = {
  ...gatewayMends,
  'space-out': spaceOut,

  'make-default': (flow, { modeling }) => {
    const { source, businessObject } = flow;
    if (!source || childOf(source.businessObject, 'default') || childOf(businessObject, 'conditionExpression')) return null;
    if (!isA(source.businessObject, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway', 'bpmn:Activity')) return null;
    return () => modeling.updateProperties(source, { default: businessObject });
  },

  'drop-condition': (flow, { modeling }) => (childOf(flow.businessObject, 'conditionExpression') ? () => modeling.updateProperties(flow, { conditionExpression: undefined }) : null),

  'remove-flow': (flow, { modeling }) => {
    const isTwice = flow.source !== undefined && flowsAt(flow.source, 'outgoing').some((other) => other !== flow && other.target === flow.target);
    return isTwice ? () => modeling.removeElements([flow]) : null;
  },

  'remove-label': (flow, { modeling }) => (textOf(flow.businessObject, 'name') === '' ? null : () => modeling.updateLabel(flow, '')),

  'remove-lane': (lane, { modeling }) => (childrenOf(lane.businessObject, 'flowNodeRef').length > 0 || childOf(lane.businessObject, 'childLaneSet') ? null : () => modeling.removeElements([lane])),

  'add-end': (element, tools) => (flowsAt(element, 'outgoing').length > 0 ? null : () => tools.append('bpmn:EndEvent', element)),

  'add-start': (element, tools) => {
    if (flowsAt(element, 'incoming').length > 0 || !boundsOf(element)) return null;
    return () => {
      const place = () => ({ x: (element.x ?? 0) - START.apart - START.size, y: middleOf(element).y - START.size / 2, width: START.size, height: START.size });
      if (!isFree(place(), element)) tools.makeRoom(START.apart + START.size + 20, (element.x ?? 0) - 5, element);
      const { x, y } = place();
      tools.connect(tools.put('bpmn:StartEvent', { x: x + START.size / 2, y: y + START.size / 2 }, element), element);
    };
  },

  'plain-end': (event, tools) => (childrenOf(event.businessObject, 'eventDefinitions').length > 0 ? () => tools.turnInto(event, 'bpmn:EndEvent') : null),
  'plain-start': (event, tools) => (childrenOf(event.businessObject, 'eventDefinitions').length > 0 ? () => tools.turnInto(event, 'bpmn:StartEvent') : null),
};
