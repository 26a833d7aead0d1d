import { useEffect } from 'react';

const REST_MS = 2_500;

/**
 * Fetches parts of the page that are not shown yet once it has come to rest, one after the other: nobody waits for them, nor
 * misses them when the network is gone by then. One that does not come is asked for again when it is shown.
 */
export function useAtRest(parts: readonly { readonly fetch: () => Promise<void> }[]): void {
  useEffect(() => {
    let isOver = false;
    const fetchAll = async () => {
      for (const { fetch } of parts) {
        if (isOver) return;
        await fetch().catch((error: unknown) => console.warn('A part of the page could not be fetched ahead', error));
      }
    };
    const timer = setTimeout(() => void fetchAll(), REST_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [parts]);
}
