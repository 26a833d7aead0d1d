/**
 * Port: work that a process finishes before it ends: jobs, live sessions. A provider that extends this class is told when
 * the process is told to stop, at the same moment as readiness turns off and while requests are still served.
 */
export abstract class InFlight {
  /** Plural, as the log names what did not end: "jobs". */
  abstract readonly kind: string;
  /** Takes nothing new from now on; resolves when what was begun has ended, within some 8 s. May be called twice. */
  abstract drain(): Promise<void>;
}
