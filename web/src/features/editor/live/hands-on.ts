import { part, type Drawn, type PartSource } from './canvas-parts.js';

/**
 * What somebody has a hand on: what is dragged, resized, bent or joined at this moment with all that goes along, and what has its
 * label open. Changes of others to it wait until the hand is off.
 */
export function inHand(viewer: PartSource): Set<Drawn> {
  const held = new Set<Drawn>();
  for (const element of [...dragged(viewer), ...labelled(viewer)]) hold(element, held);
  return held;
}

/** Ends what a hand does with something that is gone: a drag, a label. */
export function letGoOf(viewer: PartSource, isGone: (element: Drawn) => boolean): void {
  if (dragged(viewer).some(isGone)) part(viewer, 'dragging').cancel();
  if (labelled(viewer).some(isGone)) part(viewer, 'directEditing').cancel();
}

function labelled(viewer: PartSource): Drawn[] {
  const labels = part(viewer, 'directEditing');
  const element = labels.isActive() ? labels._active?.element : undefined;
  return element ? [element] : [];
}

/** The canvas library keeps what is dragged under different names: `shape`, `shapes`, `connection`, `start` ... */
function dragged(viewer: PartSource): Drawn[] {
  const context = part(viewer, 'dragging').context();
  const data = context?.data?.['context'];
  if (!context || typeof data !== 'object' || data === null) return [];
  const named = data as Readonly<Record<string, unknown>>;
  const isNew = context.prefix.startsWith('create');
  const values = isNew ? [named['source']] : ['shape', 'shapes', 'element', 'connection', 'start', 'source', 'host'].flatMap((name) => named[name]);
  return values.filter((value): value is Drawn => typeof value === 'object' && value !== null && 'businessObject' in value);
}

function hold(element: Drawn, held: Set<Drawn>): void {
  if (held.has(element)) return;
  held.add(element);
  for (const inside of [...(element.children ?? []), ...(element.labels ?? []), ...(element.attachers ?? []), ...(element.incoming ?? []), ...(element.outgoing ?? [])]) hold(inside, held);
  if (element.labelTarget) hold(element.labelTarget, held);
}
