/**
 * Now, in milliseconds, on a clock that is never set back. Waits counted on the wall clock would grow by an hour when
 * that clock is put right by an hour.
 */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}
