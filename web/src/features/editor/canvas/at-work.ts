import type { ModuleDeclaration } from 'didi';

interface EventBus {
  on(events: string, listener: () => void): void;
}
interface Canvas {
  getContainer(): HTMLElement;
}

/**
 * Says by classes of the canvas that a label is being typed or something dragged, for whatever lies over the drawing.
 * Selectors that look for it in there (:has) would have all of a large drawing looked through with each edit.
 */
class AtWork {
  static readonly $inject = ['eventBus', 'canvas'];

  constructor(eventBus: EventBus, canvas: Canvas) {
    const say = (name: string, event: string, isSo: boolean) => eventBus.on(event, () => void canvas.getContainer().classList.toggle(name, isSo));
    say('work-typing', 'directEditing.activate', true);
    say('work-typing', 'directEditing.deactivate', false);
    say('work-dragging', 'drag.start', true);
    say('work-dragging', 'drag.cleanup', false);
  }
}

export const atWork: ModuleDeclaration = { __init__: ['atWork'], atWork: ['type', AtWork] };
