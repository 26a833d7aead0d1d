import { isA } from '../model/moddle-element.js';
import type { SceneShape } from './scene.js';

/** From this rank on a shape is drawn above the edges. */
export const ABOVE_EDGES = 10_000;

const LANE = 1_000;
const CONTAINER = 2_000;
const NODE = 5_000;

/**
 * Where in the stack a shape lies, whatever order the file has: pools, then lanes and expanded sub-processes (outer
 * before inner), then everything else, then (above the edges) what sits on a border.
 */
export function drawingRank(shape: SceneShape): number {
  if (shape.type === 'bpmn:Participant') return 0;
  if (shape.type === 'bpmn:Lane') return LANE + nesting(shape);
  if (shape.type === 'bpmn:BoundaryEvent' || shape.type === 'bpmn:Message') return ABOVE_EDGES;
  const isContainer = shape.expanded && (isA(shape.element, 'bpmn:SubProcess') || isA(shape.element, 'bpmn:CallActivity') || isA(shape.element, 'bpmn:SubChoreography'));
  return isContainer ? CONTAINER + nesting(shape) : NODE;
}

function nesting(shape: SceneShape): number {
  let depth = 0;
  for (let parent = shape.element.$parent; parent && depth < 500; parent = parent.$parent) depth++;
  return depth;
}
