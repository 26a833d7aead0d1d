/**
 * Waits for work, but not longer than the limit: what is left of it when the process ends is of no use to anybody.
 * @returns whether it was done in time; its error when it failed in time
 */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
