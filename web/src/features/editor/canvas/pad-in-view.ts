import type { ModuleDeclaration } from 'didi';
import { padPlace, type Edges } from './pad-place.js';
import type { CanvasElement, CanvasServices } from './services.js';

interface ContextPad {
  readonly _current: { readonly html: HTMLElement } | null;
  _getPosition(target: unknown): { left: number; top: number };
  _getTargetBounds(target: unknown): Edges;
}

/** Keeps the tools beside what is selected inside of the canvas: the stage ends where the side panel begins. */
class PadInView {
  static readonly $inject = ['contextPad', 'canvas'];
  constructor(contextPad: ContextPad, canvas: CanvasServices['canvas']) {
    const beside = contextPad._getPosition.bind(contextPad);
    contextPad._getPosition = (target) => {
      const wanted = beside(target);
      const pad = contextPad._current?.html;
      if (!pad) return wanted;
      const { left, top, width, height } = canvas.getContainer().getBoundingClientRect();
      const size = { width: pad.offsetWidth, height: pad.offsetHeight };
      // A line has them at its end; of thousands that are selected each would be measured once more. Neither has a left side to go to.
      const isShape = !Array.isArray(target) && (target as CanvasElement).waypoints === undefined;
      const bounds = isShape ? contextPad._getTargetBounds(target) : { left, right: left + wanted.left, top: top + wanted.top, bottom: top + wanted.top + size.height };
      return padPlace(wanted, size, { width, height }, { left: bounds.left - left, right: bounds.right - left, top: bounds.top - top, bottom: bounds.bottom - top });
    };
  }
}

export const padInView: ModuleDeclaration = { __init__: ['padInView'], padInView: ['type', PadInView] };
