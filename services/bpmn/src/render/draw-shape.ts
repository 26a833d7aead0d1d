import { isA } from '../model/moddle-element.js';
import { drawActivity } from './draw-activity.js';
import { drawAnnotation, drawGroup } from './draw-artifact.js';
import { drawChoreographyActivity } from './draw-choreography.js';
import { drawConversation } from './draw-conversation.js';
import { drawDataObject, drawDataStore, drawMessage } from './draw-data.js';
import { drawEvent } from './draw-event.js';
import { drawGateway } from './draw-gateway.js';
import { drawLane, drawPool } from './draw-pool.js';
import { drawShapeLabel } from './outer-labels.js';
import type { Drawing, SceneShape } from './scene.js';
import { tag } from './svg-markup.js';

type DrawShape = (shape: SceneShape, drawing: Drawing) => string;

// The first type an element is of decides: special before general.
const DRAWN_AS: readonly (readonly [string, DrawShape])[] = [
  ['bpmn:Event', drawEvent],
  ['bpmn:Gateway', drawGateway],
  ['bpmn:ChoreographyActivity', drawChoreographyActivity],
  ['bpmn:Activity', drawActivity],
  ['bpmn:Participant', drawPool],
  ['bpmn:Lane', drawLane],
  ['bpmn:DataStore', drawDataStore],
  ['bpmn:DataStoreReference', drawDataStore],
  ['bpmn:ItemAwareElement', drawDataObject],
  ['bpmn:TextAnnotation', drawAnnotation],
  ['bpmn:Group', drawGroup],
  ['bpmn:ConversationNode', drawConversation],
  ['bpmn:Message', drawMessage],
];

const NAMED_OUTSIDE = ['bpmn:Event', 'bpmn:Gateway', 'bpmn:ItemAwareElement', 'bpmn:ConversationNode', 'bpmn:Message'];

/** The markup of one shape with what is written inside it. What BPMN gives no look of its own becomes a plain box with its name. */
export function drawShape(shape: SceneShape, drawing: Drawing): string {
  drawing.extent.add(shape.bounds);
  const draw = DRAWN_AS.find(([type]) => isA(shape.element, type))?.[1] ?? drawActivity;
  const id = typeof shape.element.id === 'string' ? shape.element.id : undefined;
  return tag('g', { 'data-element-id': id }, draw(shape, drawing));
}

/** The name of a shape that carries it outside, to be drawn above all lines; nothing for other shapes. */
export function drawShapeText(shape: SceneShape, drawing: Drawing): string {
  return NAMED_OUTSIDE.some((type) => isA(shape.element, type)) ? drawShapeLabel(shape, drawing) : '';
}
