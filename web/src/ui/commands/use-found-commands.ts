import { useEffect, useState } from 'react';
import type { Command, CommandSource } from './command.js';

const PAUSE_MS = 180;

/** What the sources find elsewhere for what is typed, after a pause in typing. A source that fails finds nothing: the rest goes on. */
export function useFoundCommands(sources: readonly (() => CommandSource)[], query: string): { readonly found: readonly Command[]; readonly searching: boolean } {
  const [answer, setAnswer] = useState<{ readonly query: string; readonly found: readonly Command[] } | null>(null);
  const asked = query.trim();
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      const answers = await Promise.all(
        sources.map(async (source) => {
          try {
            return (await source().find?.(asked, stop.signal)) ?? [];
          } catch (error) {
            if (!stop.signal.aborted) console.warn('A search of the palette failed', error);
            return [];
          }
        }),
      );
      if (!stop.signal.aborted) setAnswer({ query: asked, found: answers.flat() });
    };
    const timer = setTimeout(() => void ask(), asked === '' ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [sources, asked]);
  return { found: answer?.query === asked ? answer.found : [], searching: answer?.query !== asked };
}
