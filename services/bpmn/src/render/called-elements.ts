import { elementOf, elementsOf, textOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';

/** Finds what a call activity or call choreography calls among the root elements of a file. */
export class CalledElements {
  private readonly byId = new Map<string, ModdleElement>();

  constructor(diagram: ModdleElement) {
    let root = diagram;
    while (root.$parent) root = root.$parent;
    for (const element of elementsOf(root, 'rootElements')) if (element.id) this.byId.set(element.id, element);
  }

  of(element: ModdleElement): ModdleElement | undefined {
    const choreography = elementOf(element, 'calledChoreographyRef');
    const called = textOf(element, 'calledElement');
    if (choreography || !called) return choreography;
    return this.byId.get(called.slice(called.lastIndexOf(':') + 1)); // a qualified name: the prefix says which file
  }
}
