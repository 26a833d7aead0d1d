import { childOf, isA, textOf } from '../../properties/model/moddle.js';
import { boundsOf, flowsAt, isFree, middleOf, type Connected, type MendTools } from './mend-tools.js';
import type { Mend } from './mends.js';

/** A gateway, and the length of the connection to what it stands beside. */
const GATEWAY = { size: 50, apart: 40 };
const ROOM = GATEWAY.size + 2 * GATEWAY.apart;

export const gatewayMends = {
  /** Of a gateway with one way in and one way out: its way in leads to where its way out led. */
  bypass: (gateway, { modeling }) => {
    const [[incoming, ...more], [outgoing, ...others]] = [flowsAt(gateway, 'incoming'), flowsAt(gateway, 'outgoing')];
    const target = outgoing?.target;
    if (!incoming || !target || target === gateway || more.length + others.length > 0 || childOf(outgoing.businessObject, 'conditionExpression')) return null;
    return () => {
      const name = textOf(outgoing.businessObject, 'name');
      modeling.reconnectEnd(incoming, target, outgoing.waypoints?.at(-1) ?? middleOf(target));
      if (name !== '' && textOf(incoming.businessObject, 'name') === '') modeling.updateLabel(incoming, name);
      modeling.removeElements([gateway]);
    };
  },

  /** What comes in from several sides comes together first. Of a gateway: in one of its kind. */
  'join-before': (element, tools) => {
    const flows = flowsAt(element, 'incoming');
    if (flows.length < 2 || !boundsOf(element)) return null;
    const isKnown = isA(element.businessObject, 'bpmn:ParallelGateway', 'bpmn:InclusiveGateway');
    return () => {
      const gateway = putBeside(element, isKnown ? element.type : 'bpmn:ExclusiveGateway', 'before', tools);
      for (const flow of flows) tools.modeling.reconnectEnd(flow, gateway, middleOf(gateway));
      tools.connect(gateway, element);
    };
  },

  /** What goes on in several directions at once is split by a gateway that says so. */
  'split-after': (element, tools) => {
    const flows = flowsAt(element, 'outgoing');
    if (flows.length < 2 || !boundsOf(element) || flows.some(({ businessObject }) => childOf(businessObject, 'conditionExpression')) || childOf(element.businessObject, 'default')) return null;
    return () => {
      const gateway = putBeside(element, 'bpmn:ParallelGateway', 'after', tools);
      for (const flow of flows) tools.modeling.reconnectStart(flow, gateway, middleOf(gateway));
      tools.connect(element, gateway);
    };
  },
} satisfies Readonly<Record<string, Mend>>;

function putBeside(element: Connected, type: string, where: 'before' | 'after', tools: MendTools): Connected {
  const { size, apart } = GATEWAY;
  const left = () => (where === 'before' ? (element.x ?? 0) - apart - size : (element.x ?? 0) + (element.width ?? 0) + apart);
  const room = { x: left() - 10, y: middleOf(element).y - size / 2, width: size + 20, height: size };
  if (!isFree(room, element)) tools.makeRoom(ROOM, where === 'before' ? (element.x ?? 0) - 5 : (element.x ?? 0) + (element.width ?? 0) + 5, element);
  return tools.put(type, { x: left() + size / 2, y: middleOf(element).y }, element);
}
