import { XML_NAMESPACE } from '../model/namespaces.js';
import { textNode, type Draft, type DraftElement, type DraftNode } from './draft.js';

/** Puts elements into a draft the way its author lays out the text. */
export class Indentation {
  private readonly unit: string;

  constructor(private readonly draft: Draft) {
    const first = draft.root.elements()[0];
    this.unit = (first && lineStart(draft.root, first)) || '  ';
  }

  /** What stands in front of an element's children on their lines; null when they are not on lines of their own. */
  inside(parent: DraftElement): string | null {
    if (isPreserved(parent)) return null;
    if (parent.children.some((child) => child.kind !== 'element' && !child.isBlank && child.kind !== 'comment' && child.kind !== 'instruction')) return null;
    let isOnOneLine = false;
    for (const [index, child] of parent.children.entries()) {
      if (child.kind !== 'element') continue;
      // The first ones may follow the parent on its line.
      const indent = child.indent !== undefined ? child.indent : blankBefore(parent, index);
      if (indent !== null) return indent;
      isOnOneLine = true;
    }
    if (isOnOneLine) return null;
    const own = this.of(parent);
    return own === null ? null : own + this.unit;
  }

  /** What stands in front of the children of an element that is indented like this. */
  below(indent: string): string {
    return indent + this.unit;
  }

  /** Puts elements behind `anchor` (null: in front of all others) among the children of an element. */
  insert(parent: DraftElement, placed: ReadonlyMap<DraftNode | null, readonly DraftElement[]>): void {
    const indent = this.inside(parent);
    const children = parent.children.some((child) => child.kind === 'element') || indent === null ? parent.children : parent.children.filter((child) => child.kind !== 'text');
    const wasEmpty = children.length === 0;
    const result: DraftNode[] = [];
    const add = (anchor: DraftNode | null) => {
      for (const element of placed.get(anchor) ?? []) {
        if (indent !== null) result.push(textNode('text', this.draft.newline + indent));
        element.indent = indent;
        result.push(element);
      }
    };
    add(null);
    for (const child of children) {
      result.push(child);
      add(child);
    }
    const own = this.of(parent);
    if (indent !== null && (wasEmpty || children !== parent.children)) result.push(textNode('text', this.draft.newline + (own ?? '')));
    parent.setChildren(result);
  }

  private of(element: DraftElement): string | null {
    if (element.indent !== undefined) return element.indent;
    if (!element.parent) return this.draft.root.elements().some((child) => lineStart(this.draft.root, child) === null) ? null : '';
    return lineStart(element.parent, element);
  }
}

function lineStart(parent: DraftElement, child: DraftElement): string | null {
  return blankBefore(parent, parent.children.indexOf(child));
}

function blankBefore(parent: DraftElement, index: number): string | null {
  const before = parent.children[index - 1];
  if (!before || before.kind !== 'text' || !before.isBlank) return null;
  const newline = before.written.lastIndexOf('\n');
  return newline < 0 ? null : before.written.slice(newline + 1);
}

function isPreserved(element: DraftElement): boolean {
  for (let each: DraftElement | null = element; each; each = each.parent) {
    const space = each.attribute('space', XML_NAMESPACE);
    if (space !== undefined) return space === 'preserve';
  }
  return false;
}
