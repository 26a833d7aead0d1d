/** What the commands backup and restore share. */

/** Aborted by the first signal to stop; what was begun is then undone. */
export function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort(new Error('it was stopped')));
  return stop.signal;
}

/** What a backup holds, in words. */
export function summaryOf(rows: ReadonlyMap<string, number>): string {
  const count = (table: string): number => rows.get(table) ?? 0;
  const all = [...rows.values()].reduce((sum, each) => sum + each, 0);
  return `${count('diagrams')} diagrams with ${count('diagram_versions')} versions of ${count('users')} users, ${all} rows in all,`;
}

/** What was typed makes no command: says how it is used. */
export class UsageError extends Error {}

/** What was typed, read. Throws UsageError with the usage when it cannot be, or when there are not as many files as the command takes. */
export function readArguments<R extends { readonly positionals: readonly string[] }>(usage: string, read: () => R, files: readonly [least: number, most: number]): R {
  try {
    const found = read();
    if (found.positionals.length >= files[0] && found.positionals.length <= files[1]) return found;
  } catch (error) {
    throw new UsageError(usage, { cause: error });
  }
  throw new UsageError(usage);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
