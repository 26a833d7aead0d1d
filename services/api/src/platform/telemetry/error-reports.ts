import { currentWork, type Work } from './work.js';

/** A fault of ours, for whoever looks after the product. */
export interface FaultReport {
  readonly error: unknown;
  /** What it happened at. */
  readonly work: Readonly<Work>;
  /** Template of the address, or the name of the job. */
  readonly place: string | undefined;
}

/** A request that is over. */
export interface RequestReport {
  readonly name: string;
  readonly status: number;
  readonly seconds: number;
  readonly work: Readonly<Work>;
}

/** Where faults are reported to. Nothing of it waits or throws. */
export interface ReportsTo {
  fault(report: FaultReport): void;
  request(report: RequestReport): void;
  /** Sends what is left, within the time. */
  close(ms: number): Promise<void>;
}

let reportsTo: ReportsTo | undefined;

/** Names where faults go from now on; undefined: nowhere. */
export function reportWith(to: ReportsTo | undefined): void {
  reportsTo = to;
}

/**
 * Reports a fault of ours: an answer of 500, a job that is given up, an error nobody handled. Outages of what we depend on
 * and what a caller did wrong are none. @param place template of the address, or the name of the job
 */
export function reportFault(error: unknown, place?: string): void {
  reportsTo?.fault({ error, place, work: { ...currentWork() } });
}

/** Lets requests be sampled where faults are reported, if the operator wants that. */
export function reportRequest(report: Omit<RequestReport, 'work'>): void {
  reportsTo?.request({ ...report, work: { ...currentWork() } });
}
