import { isA, type Drawn, type PartSource } from './canvas-parts.js';

interface Overlays {
  _canDrillDown(element: Drawn): unknown;
  _addOverlay(element: Drawn): void;
  _removeOverlay(element: Drawn): void;
  _updateDrilldownOverlay(element: Drawn): void;
}

/** Gives what others collapsed the button that leads inside, and takes it from what they opened: the library does so with commands only. */
export function showDrillDowns(viewer: PartSource, drawn: readonly Drawn[]): void {
  const overlays = viewer.get<Overlays | null>('drilldownOverlayBehavior', false);
  if (!overlays) return;
  for (const element of drawn) {
    if (!isA(element.businessObject, 'bpmn:SubProcess') || !element.parent) overlays._updateDrilldownOverlay(element);
    else if (element.collapsed && overlays._canDrillDown(element)) overlays._addOverlay(element);
    else overlays._removeOverlay(element);
  }
}
