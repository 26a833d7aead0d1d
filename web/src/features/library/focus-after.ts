/** Where the keyboard goes on when a diagram leaves the list: its neighbour, else the heading of the page. */
export function focusAfter(diagramId: string): void {
  const item = document.querySelector(`[data-diagram="${CSS.escape(diagramId)}"]`);
  const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
  const target = neighbour?.querySelector<HTMLElement>('a, button') ?? document.querySelector<HTMLElement>('h1');
  // After the menu has handed the focus back to its button, which is about to vanish.
  setTimeout(() => target?.focus(), 250);
}

/** Brings the keyboard back to the menu of a diagram once a dialog about it has closed. */
export function focusMenuOf(diagramId: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(`[data-diagram="${CSS.escape(diagramId)}"] button`)?.focus(), 50);
}
