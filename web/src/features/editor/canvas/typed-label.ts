import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service } from './services.js';

/** Whether something is written in the box of a label that is not in the drawing yet. */
export function isLabelTyped(viewer: BaseViewer): boolean {
  const typed = typedLabel(viewer);
  return typed !== null && typed.text !== typed.semantic[typed.attribute];
}

/** Runs something as if the label that is being typed were done, and leaves both the box and the drawing as they are. */
export function withTypedLabel<T>(viewer: BaseViewer, run: () => T): T {
  const typed = isLabelTyped(viewer) ? typedLabel(viewer) : null;
  if (typed === null) return run();
  const { semantic, attribute, text } = typed;
  const before = semantic[attribute];
  semantic[attribute] = text;
  try {
    return run();
  } finally {
    semantic[attribute] = before;
  }
}

function typedLabel(viewer: BaseViewer): { semantic: Record<string, unknown>; attribute: 'name' | 'text'; text: string | undefined } | null {
  const labels = service(viewer, 'directEditing');
  const semantic = labels?.isActive() ? labels._active?.element.businessObject : undefined;
  // A group's label belongs to a category, which may not be there before the label is done.
  if (!labels || !semantic || semantic['$type'] === 'bpmn:Group') return null;
  const text = labels.getValue();
  return { semantic, attribute: semantic['$type'] === 'bpmn:TextAnnotation' ? 'text' : 'name', text: text === '' ? undefined : text };
}
