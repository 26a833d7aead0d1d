/**
 * Repeats a step that clears away a bounded number of rows until it finds fewer than that, or the signal is aborted.
 * @param step answers how many rows it cleared away, at most `size`
 */
export async function inBatches(size: number, signal: AbortSignal, step: (size: number) => Promise<number>): Promise<void> {
  for (let cleared = size; cleared === size && !signal.aborted; ) cleared = await step(size);
}
