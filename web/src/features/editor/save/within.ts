/** Waits for some work, but not longer than this. The work itself goes on. @throws when it took longer */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let limit: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(limit));
}
