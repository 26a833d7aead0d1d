/**
 * Port: work that is due again and again, such as a purge. A task is a provider that extends this class; the worker role
 * finds it and runs it, at any time on one worker of all only. An error is logged and the task tried at its next turn.
 */
export abstract class MaintenanceTask {
  /** Unique, kebab-case. */
  abstract readonly name: string;
  /** Pause between the end of a run and the next. */
  abstract readonly everySeconds: number;
  /** Works in bounded batches and stops between two of them once the signal is aborted. */
  abstract run(signal: AbortSignal): Promise<void>;
}
