import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { CommandSource } from './command.js';

type Ask = () => CommandSource;

let sources: readonly Ask[] = [];
const watchers = new Set<() => void>();
const openers = new Set<() => void>();

/** Offers commands in the palette for as long as the component is shown. */
export function useCommands(source: CommandSource): void {
  const latest = useRef(source);
  latest.current = source;
  useEffect(() => {
    const ask = () => latest.current;
    change([ask, ...sources]);
    return () => change(sources.filter((each) => each !== ask));
  }, []);
}

/** What offers commands now, what came last first: the page in view before what stands around it. */
export function useCommandSources(): readonly Ask[] {
  return useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => sources,
  );
}

function change(next: readonly Ask[]): void {
  sources = next;
  for (const watch of watchers) watch();
}

/** Opens the palette, from anywhere. */
export function openPalette(): void {
  for (const open of openers) open();
}

/** Is told when the palette is to be opened. Returns what ends it. */
export function onOpenPalette(open: () => void): () => void {
  openers.add(open);
  return () => void openers.delete(open);
}
