import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { putInOrder, type Ordered, type Sibling } from './put-in-order.js';

/** As much of a node of the page as is needed: its children in an array, and how often one of them was moved. */
class Container implements Ordered<Child> {
  moves = 0;
  constructor(readonly children: Child[]) {
    for (const child of children) child.parentNode = this;
  }
  get lastChild(): Child | null {
    return this.children.at(-1) ?? null;
  }
  insertBefore(node: Child, before: Child | null): void {
    this.moves++;
    node.parentNode?.children.splice(node.parentNode.children.indexOf(node), 1);
    this.children.splice(before ? this.children.indexOf(before) : this.children.length, 0, node);
    node.parentNode = this;
  }
}
class Child implements Sibling<Child> {
  parentNode: Container | null = null;
  constructor(readonly name: string) {}
  get nextSibling(): Child | null {
    return this.beside(1);
  }
  get previousSibling(): Child | null {
    return this.beside(-1);
  }
  private beside(step: number): Child | null {
    const siblings = this.parentNode?.children ?? [];
    return siblings[siblings.indexOf(this) + step] ?? null;
  }
}

const named = (names: string) => Array.from(names, (name) => new Child(name));
const namesOf = ({ children }: Container) => children.map(({ name }) => name).join('');

describe('putInOrder', () => {
  it('moves nothing that stands right', () => {
    const children = named('abcd');
    const container = new Container([...children]);
    putInOrder(container, children);
    expect([namesOf(container), container.moves]).toEqual(['abcd', 0]);
  });

  it('moves what came to the end alone, and leaves what is none of its own behind', () => {
    const [a, b, c, d, other] = named('abcdx') as [Child, Child, Child, Child, Child];
    const container = new Container([a, b, c, d, other]);
    putInOrder(container, [b, c, d, a]);
    expect([namesOf(container), container.moves]).toEqual(['bcdax', 1]);
  });

  it('brings any nodes, of other containers too, into any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Array.from('abcdefgh')), fc.shuffledSubarray(Array.from('abcdefgh')), (here, order) => {
        const all = named('abcdefgh');
        const of = (names: readonly string[]) => names.map((name) => all.find((child) => child.name === name)!);
        const container = new Container(of(here));
        const elsewhere = new Container(all.filter((child) => child.parentNode === null));
        putInOrder(container, of(order));
        expect(container.children.length + elsewhere.children.length).toBe(all.length);
        expect(Array.from(namesOf(container)).filter((name) => order.includes(name))).toEqual(order);
        expect(new Set(namesOf(container))).toEqual(new Set([...here, ...order]));
      }),
    );
  });
});
