export interface Lock {
  /** The last holder was killed and may still be ending. */
  readonly stale: boolean;
  release(): void;
}

export function takeLock(path: string): Lock | undefined;
export function holderOf(path: string): number | undefined;
