import type { ModuleDeclaration } from 'didi';

type Di = object;
interface EventBus {
  on<E>(event: string, listener: (event: E) => void): void;
}
interface Opened {
  readonly definitions?: { readonly diagrams?: readonly { readonly plane?: { get(name: 'planeElement'): readonly Di[] } }[] };
}

const CROSS = 'isMarkerVisible';

/**
 * Draws an exclusive gateway as its file says: with a cross, or without. The library gives a cross to each that says nothing
 * when it opens a file, and the first edit of anything would have written that down.
 */
export class GatewayCrosses {
  static readonly $inject = ['eventBus'];

  constructor(eventBus: EventBus) {
    let silent = new WeakSet<Di>();
    eventBus.on<Opened>('import.render.start', ({ definitions }) => {
      const shown = definitions?.diagrams?.flatMap(({ plane }) => plane?.get('planeElement') ?? []) ?? [];
      silent = new WeakSet(shown.filter((di) => !Object.hasOwn(di, CROSS)));
    });
    eventBus.on<{ element: { readonly di?: Di } }>('shape.add', ({ element: { di } }) => {
      if (di && silent.delete(di)) delete (di as { [CROSS]?: boolean })[CROSS];
    });
  }
}

export const gatewayCrosses: ModuleDeclaration = { __init__: ['gatewayCrosses'], gatewayCrosses: ['type', GatewayCrosses] };
