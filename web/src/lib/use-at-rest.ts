import { useEffect } from 'react';

const REST_MS = 2_500;

/**
 * Fetches parts of the page that are not shown yet once it has come to rest: nobody waits for them, nor misses them when
 * the network is gone by then. One that does not come is asked for again when it is shown.
 */
export function useAtRest(parts: readonly { readonly fetch: () => Promise<void> }[]): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { fetch } of parts) fetch().catch((error: unknown) => console.warn('A part of the page could not be fetched ahead', error));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [parts]);
}
