import { wrapText } from '../render/wrap-text.js';
import { measureText } from '../render/text-measure.js';
import { OUTER_SIZE } from '../render/label.js';
import type { BoxKind } from './layout-model.js';

const KINDS: Readonly<Record<BoxKind, readonly string[]>> = {
  activity: ['task', 'userTask', 'serviceTask', 'sendTask', 'receiveTask', 'manualTask', 'scriptTask', 'businessRuleTask', 'callActivity', 'subProcess', 'transaction', 'adHocSubProcess', 'choreographyTask', 'subChoreography', 'callChoreography'],
  event: ['startEvent', 'endEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent', 'implicitThrowEvent'],
  gateway: ['exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'complexGateway', 'eventBasedGateway'],
  data: ['dataObjectReference', 'dataStoreReference', 'dataInput', 'dataOutput'],
  annotation: ['textAnnotation'],
  group: ['group'],
  pool: ['participant'],
  lane: ['lane'],
  conversation: ['conversation', 'subConversation', 'callConversation'],
};

const KIND_OF: ReadonlyMap<string, BoxKind> = new Map(Object.entries(KINDS).flatMap(([kind, types]) => types.map((type) => [type, kind as BoxKind])));

export const SUB_PROCESSES: ReadonlySet<string> = new Set(['subProcess', 'transaction', 'adHocSubProcess', 'subChoreography']);
export const LINKS: ReadonlySet<string> = new Set(['sequenceFlow', 'messageFlow', 'association', 'dataInputAssociation', 'dataOutputAssociation', 'conversationLink']);

/** What an element of the BPMN namespace is drawn as; undefined for what is no shape. */
export function kindOf(type: string): BoxKind | undefined {
  return KIND_OF.get(type);
}

/** The size of a shape before it is known what lies in it, as the common editors draw it. */
export function sizeOf(kind: BoxKind, type: string, name: string): { width: number; height: number } {
  switch (kind) {
    case 'event':
      return { width: 36, height: 36 };
    case 'gateway':
    case 'conversation':
      return { width: 50, height: kind === 'gateway' ? 50 : 43 };
    case 'data':
      return type === 'dataStoreReference' ? { width: 50, height: 50 } : { width: 36, height: 50 };
    case 'annotation':
      return annotationSize(name);
    case 'group':
      return { width: 240, height: 140 };
    case 'pool':
    case 'lane':
      return { width: 600, height: 60 };
    case 'activity':
      return type.endsWith('Choreography') || type === 'choreographyTask' ? { width: 120, height: 100 } : activitySize(name);
  }
}

// A name of more than four lines gets a larger box, within reason: the renderers shrink or cut what is longer.
function activitySize(name: string): { width: number; height: number } {
  if (wrapText(name, 90, 12, 5).length <= 4) return { width: 100, height: 80 };
  const lines = wrapText(name, 108, 12, 9).length;
  return { width: 118, height: Math.min(140, Math.max(80, lines * 15 + 20)) };
}

function annotationSize(text: string): { width: number; height: number } {
  const wide = measureText(text, 12) > 360;
  const width = wide ? 200 : 110;
  const lines = wrapText(text, width - 14, 12, 30).length;
  return { width, height: Math.max(30, lines * 15 + 8) };
}

const LABEL_WIDTH = 90;

/** The size of a name written beside a shape or an edge; undefined without a name. */
export function labelSize(name: string, width = LABEL_WIDTH): { width: number; height: number } | undefined {
  const lines = wrapText(name, width, OUTER_SIZE, 8);
  if (lines.length === 0) return undefined;
  return { width: Math.ceil(Math.max(...lines.map((line) => measureText(line, OUTER_SIZE)))), height: Math.ceil(lines.length * 14) };
}

/** Whether a shape's name is written beside it. */
export function isNamedOutside(kind: BoxKind): boolean {
  return kind === 'event' || kind === 'gateway' || kind === 'data' || kind === 'conversation';
}
