/** Longest wait for an idle moment: an edit has to be on the device within a second. */
const LONGEST_MS = 300;

/** Resolves when the page has nothing more urgent to do, such as a letter being typed. */
export function idle(): Promise<void> {
  if (typeof requestIdleCallback === 'undefined') return Promise.resolve();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: LONGEST_MS }));
}
