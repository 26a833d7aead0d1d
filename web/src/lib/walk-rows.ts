const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };

/**
 * Where a key leads in a list one walks with the keyboard.
 * @param at the row one is on; -1 when on none
 * @returns the row to go to; null when the key means nothing here, or when there is nowhere to go
 */
export function nextRow(key: string, at: number, count: number): number | null {
  const step = STEPS[key];
  if (step === undefined || count === 0) return null;
  if (at < 0) return (step > 0) === (key !== 'End' && key !== 'Home') ? 0 : count - 1;
  const to = Math.min(count - 1, Math.max(0, at + step));
  return to === at ? null : to;
}

/** The same for a key press on one of the rows inside of `list`: gives that row the focus. Rows carry `data-row`. */
export function walkRows(list: Element, event: { readonly key: string; readonly target: EventTarget; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean; preventDefault(): void }): HTMLElement | null {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element) || !event.target.matches('[data-row]')) return null;
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const next = nextRow(event.key, rows.findIndex((row) => row === event.target), rows.length);
  const row = next === null ? undefined : rows[next];
  if (!row) return null;
  event.preventDefault();
  row.focus();
  return row;
}
