import type { ModuleDeclaration } from 'didi';
import { RememberedMark } from './remembered-mark.js';

/** What is moved or drawn comes to rest on multiples of this (the canvas library's snapping), in pixels. */
const STEP = 10;
/** Further than drawings reach, in pixels to each side. */
const REACH = 50_000;
/** Below this zoom the dots would be a grey. */
const LEAST_ZOOM = 0.5;
const SVG = 'http://www.w3.org/2000/svg';

/** Whether the grid is to be seen. */
export const gridMark = new RememberedMark('grid', 'bpmn-studio.grid');

interface EventBus {
  on(event: string, listener: () => void): void;
}
interface Canvas {
  getContainer(): HTMLElement;
  getLayer(name: string, index: number): SVGElement;
  zoom(): number;
}

let count = 0;

/** Dots below the drawing where things come to rest. They move with the paper; neither documents nor exported pictures know of them. */
class DrawnGrid {
  static readonly $inject = ['eventBus', 'canvas'];

  constructor(eventBus: EventBus, canvas: Canvas) {
    gridMark.recall();
    eventBus.on('import.render.complete', () => {
      const layer = canvas.getLayer('drawn-grid', -1);
      if (!layer.hasChildNodes()) layer.append(...dots(`drawn-grid-${++count}`));
    });
    eventBus.on('canvas.viewbox.changed', () => void canvas.getContainer().classList.toggle('djs-no-grid', canvas.zoom() < LEAST_ZOOM));
  }
}

/** The pattern is beside what it fills: from among the pictures' own definitions it would be exported with them. */
function dots(id: string): SVGElement[] {
  const pattern = make('pattern', { id, width: STEP, height: STEP, x: -STEP / 2, y: -STEP / 2, patternUnits: 'userSpaceOnUse' });
  pattern.append(make('circle', { cx: STEP / 2, cy: STEP / 2, r: 0.7 }));
  return [pattern, make('rect', { x: -REACH, y: -REACH, width: 2 * REACH, height: 2 * REACH, fill: `url(#${id})` })];
}

function make(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

export const drawnGrid: ModuleDeclaration = { __init__: ['drawnGrid'], drawnGrid: ['type', DrawnGrid] };
