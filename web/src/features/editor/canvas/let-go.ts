import type { ModuleDeclaration } from 'didi';

interface EventBus {
  on(event: string, priority: number, listener: () => void): void;
}
interface Injector {
  get<T>(name: string, strict: false): T | null;
}

/** Before anything is taken off the canvas. */
const FIRST = 10_000;

/**
 * Breaks off what a hand left standing, a drag or an open menu, when another document is put in place of this one. The canvas
 * library goes on with it, on elements that are no longer there.
 */
export class LetGo {
  static readonly $inject = ['eventBus', 'injector'];

  constructor(eventBus: EventBus, injector: Injector) {
    eventBus.on('diagram.clear', FIRST, () => {
      injector.get<{ cancel(): void }>('dragging', false)?.cancel();
      injector.get<{ close(): void }>('popupMenu', false)?.close();
    });
  }
}

export const letGo: ModuleDeclaration = { __init__: ['letGo'], letGo: ['type', LetGo] };
