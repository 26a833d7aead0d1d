import type { ModuleDeclaration } from 'didi';
import GraphicsFactory from 'diagram-js/lib/core/GraphicsFactory';
import { putInOrder } from './put-in-order.js';
import type { CanvasElement } from './services.js';

interface Parts {
  readonly _elementRegistry: { getGraphics(element: CanvasElement): SVGElement | undefined };
  _getChildrenContainer(element: CanvasElement): SVGElement;
}

/**
 * Keeps the drawing in the order of the model as diagram-js does, but touches no more than has to move. Whatever is taken
 * out of the page and put back is laid out anew with all that is in it: where one pool goes to the end, that is all the others.
 */
class SteadyGraphics extends GraphicsFactory {
  override updateContainments(elements: never): void {
    const { _elementRegistry: registry } = this as unknown as Parts;
    for (const parent of new Set((elements as readonly CanvasElement[]).flatMap((element) => element.parent ?? []))) {
      if (!parent.children) continue;
      const groups = parent.children.flatMap((child) => registry.getGraphics(child)?.parentNode ?? []);
      putInOrder((this as unknown as Parts)._getChildrenContainer(parent), groups);
    }
  }
}

export const steadyGraphics: ModuleDeclaration = { graphicsFactory: ['type', SteadyGraphics] };
