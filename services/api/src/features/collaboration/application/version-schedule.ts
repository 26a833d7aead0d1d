import { AppError } from '../../../kernel/app-error.js';
import { isDue, type Pace, type Times } from '../domain/version-times.js';
import type { Place } from './ports.js';
import type { Written } from './write-version.js';

interface Entry extends Times {
  readonly place: Place;
  /** Counts what was noted, so that what comes while a version is written is not taken for written. */
  readonly noted: number;
}

/** What is not remembered here is found by the worker, by its time. */
const MOST = 10_000;
const AT_ONCE = 2;

export interface ScheduleParts {
  readonly write: (place: Place) => Promise<Written>;
  /** What came of one; an error means that it is tried again. */
  readonly onEnd: (place: Place, end: Written | Error) => void;
}

/** Remembers which documents hold edits that no version holds, and writes versions when they are due; a few at a time. */
export class VersionSchedule {
  private readonly entries = new Map<string, Entry>();
  private readonly writing = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly pace: Pace,
    private readonly parts: ScheduleParts,
  ) {}

  /** Somebody edited. @param now milliseconds on a steady clock, as everywhere here */
  edited(place: Place, now: number): void {
    const known = this.entries.get(place.diagramId);
    if (known === undefined && this.entries.size >= MOST) return;
    const fresh = { place, since: now, asked: false, failures: 0, failedAt: 0, noted: 0 };
    this.entries.set(place.diagramId, { ...(known ?? fresh), lastEdit: now, noted: (known?.noted ?? 0) + 1 });
  }

  /** A version is wanted of what is there: now, when there is something to write. */
  ask(place: Place): void {
    const known = this.entries.get(place.diagramId);
    if (known !== undefined) this.entries.set(place.diagramId, { ...known, asked: true });
  }

  /** A version of elsewhere is to be brought in, whether anybody has edited or not. */
  bringIn(place: Place, now: number): void {
    if (!this.entries.has(place.diagramId)) this.edited(place, now);
    this.ask(place);
  }

  /** Writes what is due; returns at once. */
  beat(now: number): void {
    for (const [id, entry] of this.entries) {
      if (this.stopped || this.writing.size >= AT_ONCE) return;
      if (this.writing.has(id) || !isDue(entry, this.pace, now)) continue;
      this.writing.set(id, this.write(id, entry, now).finally(() => this.writing.delete(id)));
    }
  }

  /** Begins nothing more; resolves when what was begun has ended. What is left is found by the worker, by its time. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.writing.values());
  }

  private async write(id: string, entry: Entry, now: number): Promise<void> {
    try {
      const end = await this.parts.write(entry.place);
      this.ended(id, entry, end, now);
      this.parts.onEnd(entry.place, end);
    } catch (error) {
      this.failed(id, now);
      this.parts.onEnd(entry.place, error instanceof Error ? error : new AppError('server.internal'));
    }
  }

  private ended(id: string, before: Entry, { outcome }: Written, now: number): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    if (outcome === 'busy') this.failed(id, now);
    else if (entry.noted === before.noted || outcome === 'gone') this.entries.delete(id);
    else this.entries.set(id, { ...entry, since: now, asked: false, failures: 0 });
  }

  private failed(id: string, now: number): void {
    const entry = this.entries.get(id);
    if (entry !== undefined) this.entries.set(id, { ...entry, failures: entry.failures + 1, failedAt: now });
  }
}
