import type { ModuleDeclaration } from 'didi';
import { describeElement, nameOfElement, type Spoken } from './describe-element.js';

interface EventBus {
  on(events: string | readonly string[], listener: (event: { element: Spoken; gfx?: SVGElement; newSelection?: readonly Spoken[] }) => void): void;
}
interface Canvas {
  getContainer(): HTMLElement;
  getGraphics(element: Spoken): SVGElement | undefined;
}

/** The canvas for people who do not see it: elements have names, and what is selected is said. */
class SpokenCanvas {
  static readonly $inject = ['eventBus', 'canvas'];
  private readonly said = document.createElement('div');

  constructor(eventBus: EventBus, private readonly canvas: Canvas) {
    this.said.setAttribute('role', 'status');
    this.said.className = 'djs-said';
    eventBus.on('canvas.init', () => this.nameCanvas());
    // Two attributes an element, set once: nothing that is paid for while the paper moves.
    eventBus.on(['shape.added', 'connection.added', 'element.changed'], ({ element, gfx }) => this.nameElement(element, gfx));
    eventBus.on('selection.changed', ({ newSelection = [] }) => {
      this.said.textContent = newSelection.length > 1 ? `${newSelection.length} elements selected` : newSelection[0] ? describeElement(newSelection[0]) : '';
    });
  }

  private nameCanvas(): void {
    const container = this.canvas.getContainer();
    container.append(this.said);
    const svg = container.querySelector(':scope > svg');
    svg?.setAttribute('role', 'application');
    svg?.setAttribute('aria-label', 'Drawing. Alt and arrow keys walk along the flow, Enter lists what can be done, question mark shows all keys.');
  }

  private nameElement(element: Spoken, gfx = this.canvas.getGraphics(element)): void {
    if (!gfx || !element.parent) return;
    gfx.setAttribute('role', 'img');
    gfx.setAttribute('aria-label', nameOfElement(element));
  }
}

export const spokenCanvas: ModuleDeclaration = { __init__: ['spokenCanvas'], spokenCanvas: ['type', SpokenCanvas] };
