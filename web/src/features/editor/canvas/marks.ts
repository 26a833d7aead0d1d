import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import type { CanvasServices } from './services.js';

const FOUND = 'found';
const CURRENT = 'found-current';

/** Marks on elements that were found. They are classes of the picture only: the document does not know them. */
export class Marks {
  private marked: readonly string[] = [];

  constructor(private readonly viewer: BaseViewer) {}

  /** Marks these and no others; ids that are not drawn here are left out. */
  set(ids: readonly string[], current?: string): void {
    const canvas = this.viewer.get<CanvasServices['canvas']>('canvas');
    for (const id of this.drawn(this.marked)) {
      canvas.removeMarker(id, FOUND);
      canvas.removeMarker(id, CURRENT);
    }
    for (const id of this.drawn(ids)) canvas.addMarker(id, id === current ? CURRENT : FOUND);
    this.marked = ids;
  }

  private drawn(ids: readonly string[]): string[] {
    const elements = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
    return ids.filter((id) => elements.get(id) !== undefined);
  }
}
