import { elementOf, elementsOf, textOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';

/** The process or global task that a call activity or call choreography calls, when it is in the same file. */
export function calledBy(element: ModdleElement): ModdleElement | undefined {
  const choreography = elementOf(element, 'calledChoreographyRef');
  const called = textOf(element, 'calledElement');
  if (choreography || !called) return choreography;
  let root = element;
  while (root.$parent) root = root.$parent;
  const id = called.slice(called.lastIndexOf(':') + 1); // a qualified name: the prefix says which file
  return elementsOf(root, 'rootElements').find((candidate) => candidate.id === id);
}
