export interface RollingFigures {
  readonly requests: number;
  readonly lost: number;
  readonly serverErrors: number;
  readonly wrong: number;
  /** What was wrong, at most a few. */
  readonly examples: readonly string[];
  readonly restarts: number;
  readonly badStops: number;
}
export function rollingRestart(options: { readonly people: number; readonly rounds: number; readonly noticeSeconds: number }): Promise<RollingFigures>;
