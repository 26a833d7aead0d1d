import type { Paint } from './colours.js';
import type { DrawnElement, ModdleElement } from './moddle.js';

/** What a field may do to the document. Everything done in one `write` is one step of undo. */
export interface Edits {
  /** Sets properties of something in the document, and draws anew what depends on them. A new id reaches all that refer to it. */
  set(owner: ModdleElement, properties: Readonly<Record<string, unknown>>): void;
  /** Makes an element that belongs to another. It is not part of the document before it was set as a property. */
  create(type: string, owner: ModdleElement, properties?: Readonly<Record<string, unknown>>): ModdleElement;
  /** The words on the drawing. */
  label(text: string): void;
  /** Makes the element one of another kind; id, place and what belongs to both kinds stay. */
  turnInto(kind: Readonly<Record<string, unknown>> & { readonly type: string }): void;
  paint(elements: readonly DrawnElement[], paint: Partial<Paint>): void;
}
