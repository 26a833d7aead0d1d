import type { ModuleDeclaration } from 'didi';

interface EventBus {
  on(events: string, listener: () => void): void;
}
interface Canvas {
  getContainer(): HTMLElement;
  addMarker(element: unknown, marker: string): void;
}

/** The canvas library's own class for it, with a rule for all that is in whatever has it (`.djs-drag-active .djs-bendpoints *`). */
const LIBRARY_DRAGS = 'djs-drag-active';

/**
 * Says by classes of the canvas that a label is being typed or something dragged, for whatever lies over the drawing.
 * Selectors that look for it in there (:has) would have all of a large drawing looked through with each edit, and the library's
 * own class on the paper has every element of it styled anew when a drag begins and when it ends: nobody gets that one.
 */
class AtWork {
  static readonly $inject = ['eventBus', 'canvas'];

  constructor(eventBus: EventBus, canvas: Canvas) {
    const say = (name: string, event: string, isSo: boolean) => eventBus.on(event, () => void canvas.getContainer().classList.toggle(name, isSo));
    say('work-typing', 'directEditing.activate', true);
    say('work-typing', 'directEditing.deactivate', false);
    say('work-dragging', 'drag.start', true);
    say('work-dragging', 'drag.cleanup', false);
    const addMarker = canvas.addMarker.bind(canvas);
    canvas.addMarker = (element, marker) => (marker === LIBRARY_DRAGS ? undefined : addMarker(element, marker));
  }
}

export const atWork: ModuleDeclaration = { __init__: ['atWork'], atWork: ['type', AtWork] };
