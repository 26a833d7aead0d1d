/** Writing shorter than this, in milliseconds, is not felt by who goes on typing. */
const UNFELT_MS = 60;
/** Writing takes at most a tenth of the time while the edits never stop. */
const REST = 9;
/** Longest rest: what is lost with a machine that dies. A page that is left does not wait for it. */
const LONGEST_MS = 5_000;

/** How long to rest between two writings, in milliseconds, when the last one kept the page busy for this long. */
export function restAfter(tookMs: number): number {
  return tookMs <= UNFELT_MS ? 0 : Math.min(LONGEST_MS, tookMs * REST);
}

/** Waits, but not on a page that is being left. @returns whether it is */
export function restOrLeave(ms: number): Promise<boolean> {
  if (ms <= 0) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = new AbortController();
    const done = (leaving: boolean) => {
      clearTimeout(timer);
      stop.abort();
      resolve(leaving);
    };
    const timer = setTimeout(() => done(false), ms);
    const { signal } = stop;
    window.addEventListener('pagehide', () => done(true), { signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && done(true), { signal });
    document.addEventListener('freeze', () => done(true), { signal });
  });
}
