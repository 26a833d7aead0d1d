import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';

/** Moves the keyboard through the rows of a list: arrows, Home and End. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const rows = rowsOf(event.currentTarget);
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
}

/** Keeps the keyboard in the list when the row it was in goes: the one that takes its place gets it. */
export function useRowFocus(list: RefObject<HTMLElement | null>, rows: readonly unknown[]): (key: string) => void {
  const [leaving, setLeaving] = useState<{ readonly key: string; readonly at: number } | null>(null);
  useEffect(() => {
    const element = list.current;
    if (!element || leaving === null || element.querySelector(`[data-problem="${CSS.escape(leaving.key)}"]`)) return;
    const left = rowsOf(element);
    (left[Math.min(leaving.at, left.length - 1)] ?? element).focus();
    setLeaving(null);
  }, [list, rows, leaving]);
  return (key) => {
    const at = list.current ? rowsOf(list.current).findIndex((row) => row.dataset['problem'] === key) : -1;
    setLeaving({ key, at: Math.max(0, at) });
  };
}

function rowsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[data-problem]')];
}
