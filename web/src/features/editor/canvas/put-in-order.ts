/** A node with its children, as far as they are put in order. */
export interface Ordered<N> {
  readonly lastChild: N | null;
  insertBefore(node: N, before: N | null): unknown;
}
export interface Sibling<N> {
  readonly parentNode: unknown;
  readonly nextSibling: N | null;
  readonly previousSibling: N | null;
}

/** Puts nodes into a container in this order, before what else stands at its end. From the last to the first: what came to the end moves alone. */
export function putInOrder<N extends Sibling<N>>(container: Ordered<N>, nodes: readonly N[]): void {
  const wanted = new Set(nodes);
  let next: N | null = null;
  for (let other = container.lastChild; other !== null && !wanted.has(other); other = other.previousSibling) next = other;
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]!;
    if (node.parentNode !== container || node.nextSibling !== next) container.insertBefore(node, next);
    next = node;
  }
}
