import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { withinReach } from './fitting-box.js';
import { service, type Box, type CanvasElement, type CanvasServices, type Viewbox } from './services.js';

/** Smaller than this, a name cannot be read. */
const LEAST_ZOOM = 0.8;
/** Around an element, so that it does not touch the edge. In pixels. */
const ROOM = 120;

/**
 * Shows an element of the drawing that is open: goes to its plane (the inside of a collapsed sub-process is one of its own),
 * selects it and puts it in the middle, at a size at which it can be read. A process or pool that is the plane itself is
 * shown as it is.
 * @returns false when nothing of this id is drawn here
 */
export function revealElement(viewer: BaseViewer, id: string): boolean {
  const canvas = viewer.get<CanvasServices['canvas']>('canvas');
  const element = viewer.get<CanvasServices['elementRegistry']>('elementRegistry').get(id);
  if (element === undefined) return false;
  const root = canvas.findRoot(element);
  if (root !== undefined && root !== canvas.getRootElement()) canvas.setRootElement(root);
  const box = boxOf(element);
  if (box === null) return true;
  service(viewer, 'selection')?.select(element);
  const { outer } = canvas.viewbox();
  if (outer.width > 0 && outer.height > 0) canvas.viewbox(viewOn(box, canvas.viewbox()));
  canvas.restoreFocus();
  return true;
}

/** The part of the plane to show so that a box stands in the middle, at a size at which it can be read; what is larger than the window as a whole. */
export function viewOn(of: Box, { outer, scale }: Pick<Viewbox, 'outer' | 'scale'>): Box {
  const box = withinReach(of);
  const whole = Math.min(outer.width / (box.width + ROOM), outer.height / (box.height + ROOM));
  const zoom = Math.min(1, Math.max(scale, LEAST_ZOOM), whole);
  const [width, height] = [outer.width / zoom, outer.height / zoom];
  return { x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height };
}

/** Where an element is drawn; null for a plane. */
export function boxOf({ x, y, width, height, waypoints }: CanvasElement): Box | null {
  if (waypoints !== undefined) {
    const xs = waypoints.map((point) => point.x);
    const ys = waypoints.map((point) => point.y);
    return { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
  }
  return x === undefined || y === undefined || width === undefined || height === undefined ? null : { x, y, width, height };
}
