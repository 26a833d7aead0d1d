import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { pagesOf } from './pages-of.js';
import { service, type CanvasServices, type Viewbox } from './services.js';

/** Where a person is in a document: which drawing and plane, what of it is in view, what is selected. */
export interface Place {
  readonly page: string | null;
  readonly root: string;
  readonly view: Viewbox;
  readonly selected: readonly string[];
}

export function placeOn(viewer: BaseViewer, page: string | null): Place {
  const canvas = viewer.get<CanvasServices['canvas']>('canvas');
  return { page, root: canvas.getRootElement().id, view: canvas.viewbox(), selected: service(viewer, 'selection')?.get().map(({ id }) => id) ?? [] };
}

/** Goes back there in another state of the document, as far as it still has it. @returns the page that is shown */
export async function returnTo(viewer: BaseViewer, { page, root, view, selected }: Place): Promise<string | null> {
  const pages = pagesOf(viewer.getDefinitions());
  const shown = pages.some(({ id }) => id === page) ? page : (pages[0]?.id ?? null);
  if (shown !== null && shown !== pages[0]?.id) await viewer.open(shown);
  const canvas = viewer.get<CanvasServices['canvas']>('canvas');
  const registry = viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
  const plane = registry.get(root);
  if (plane && !plane.parent && plane.id !== canvas.getRootElement().id) canvas.setRootElement(plane);
  canvas.viewbox(view);
  const again = selected.flatMap((id) => registry.get(id) ?? []);
  if (again.length > 0) service(viewer, 'selection')?.select(again);
  return shown;
}
