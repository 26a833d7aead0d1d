import {
  BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen, SamplingBreaker, TaskCancelledError, timeout, TimeoutStrategy, wrap,
  type CircuitBreakerPolicy, type IPolicy,
} from 'cockatiel';

export type BreakerState = 'closed' | 'half-open' | 'open';

export interface BreakerSettings {
  /** The dependency, as health and metrics name it. */
  readonly name: string;
  /** One call may take this long; milliseconds. Without it the work has limits of its own. */
  readonly timeoutMs?: number;
  /** Whether an error is the dependency's fault; a call it refuses for good reason is not. Default: every error. */
  readonly isFault?: (error: unknown) => boolean;
  /** How long an open breaker refuses before it lets one call try; milliseconds. */
  readonly restMs?: number;
  /** Opens after this many faults in a row. Default: when half of the calls of the last 10 s failed. */
  readonly inARow?: number;
}

/** The dependency failed too often lately: the call was not even tried. */
export class BreakerOpenError extends Error {
  override readonly name = 'BreakerOpenError';
}

/** The dependency did not answer in time. */
export class BreakerTimeoutError extends Error {
  override readonly name = 'BreakerTimeoutError';
}

/** Share of failed calls that opens a breaker, over a window in which at least a few were made. */
const FAILURE_SHARE = 0.5;
const WINDOW_MS = 10_000;
const LEAST_CALLS_A_SECOND = 0.5;

/**
 * Guards the calls to one dependency outside this process: each has a time limit, and while most of them fail, the next
 * ones fail at once, so that what can do without the dependency does not wait for it; the rest over, one call tries it again. Made by Breakers, which tells of it.
 */
export class Breaker {
  private readonly circuit: CircuitBreakerPolicy;
  private readonly policy: IPolicy;

  constructor(readonly settings: BreakerSettings) {
    const isFault = settings.isFault ?? (() => true);
    this.circuit = circuitBreaker(handleWhen((error) => error instanceof TaskCancelledError || isFault(error)), {
      halfOpenAfter: settings.restMs ?? 1_000,
      breaker: settings.inARow === undefined ? new SamplingBreaker({ threshold: FAILURE_SHARE, duration: WINDOW_MS, minimumRps: LEAST_CALLS_A_SECOND }) : new ConsecutiveBreaker(settings.inARow),
    });
    this.policy = settings.timeoutMs === undefined ? this.circuit : wrap(this.circuit, timeout(settings.timeoutMs, TimeoutStrategy.Aggressive));
  }

  get state(): BreakerState {
    if (this.circuit.state === CircuitState.Closed) return 'closed';
    return this.circuit.state === CircuitState.HalfOpen ? 'half-open' : 'open';
  }

  onChange(listener: (state: BreakerState) => void): void {
    this.circuit.onStateChange(() => listener(this.state));
  }

  /**
   * Holds the breaker open, for whoever has a way of their own to know that the dependency is away.
   * @returns closes it again
   */
  hold(): () => void {
    const handle = this.circuit.isolate();
    return () => handle.dispose();
  }

  /**
   * @param work is given a signal that is aborted when its time is up
   * @throws BreakerOpenError, BreakerTimeoutError, or what the work throws
   */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // One call tries whether the dependency is well again; the others would be queued behind it.
    if (this.state === 'half-open') throw new BreakerOpenError(`${this.settings.name} is being tried again`);
    try {
      return await this.policy.execute(({ signal }) => work(signal));
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new BreakerOpenError(`${this.settings.name} failed too often lately`, { cause: error });
      if (error instanceof TaskCancelledError) throw new BreakerTimeoutError(`${this.settings.name} did not answer within ${this.settings.timeoutMs} ms`, { cause: error });
      throw error;
    }
  }
}
