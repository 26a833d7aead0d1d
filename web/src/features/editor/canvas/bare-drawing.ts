import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service, type CanvasElement, type CanvasServices } from './services.js';

/** The one thing drawn so far; undefined when there is more, or nothing, or inside of a sub-process. */
export function onlyElement(viewer: BaseViewer): CanvasElement | undefined {
  const root = viewer.get<CanvasServices['canvas']>('canvas').getRootElement();
  const drawn = (root.children ?? []).filter(({ labelTarget }) => !labelTarget);
  return drawn.length === 1 && !drawn[0]?.children?.length && !root.id.endsWith('_plane') ? drawn[0] : undefined;
}

/** A fresh diagram: its start stands where a process begins to be read, with what can follow beside it. */
export function inviteToDraw(viewer: BaseViewer): void {
  const only = onlyElement(viewer);
  if (!only) return;
  const canvas = viewer.get<CanvasServices['canvas']>('canvas');
  canvas.scroll({ dx: -canvas.viewbox().outer.width / 5, dy: 0 });
  service(viewer, 'selection')?.select(only);
  canvas.restoreFocus();
}
