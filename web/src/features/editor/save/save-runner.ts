import type { LostPart } from '@bpmn-studio/bpmn';
import { failureOf } from './answer-of-error.js';
import { steadyNow } from './clock.js';
import { step } from './save-session.js';
import { isDirty, type Combined, type DraftContent, type Hold, type SaveEffect, type SaveInput, type Saved, type SaveState, type Stored } from './save-state.js';
import { wakeAt } from './save-timing.js';
import { saveStatus } from './save-status.js';
import { within } from './within.js';

/** How long the device may take before the network goes first. */
const DEVICE_LIMIT_MS = 2_000;
/** How long a closed page may go on saving in the background. */
const CLOSING_LIMIT_MS = 15_000;

/** How the save session reaches the canvas, the device and the server. */
export interface SavePorts {
  /** The canvas as BPMN, at once when the page may end. */
  capture(leaving: boolean): Promise<{ readonly xml: string; readonly lost: readonly LostPart[] }>;
  show(document: Stored): Promise<void>;
  /** Puts both sides together, and resolves when nobody is in the middle of something on the canvas. */
  merge(request: Extract<SaveEffect, { type: 'merge' }>): Promise<Combined>;
  /** @throws what the API client throws */
  nameVersion(version: number, message: string): Promise<void>;
  keep(draft: DraftContent): Promise<void>;
  drop(revision: number): Promise<void>;
  /** @throws what the API client throws */
  put(request: Extract<SaveEffect, { type: 'put' }>, leaving: boolean): Promise<Saved>;
  fetchCurrent(): Promise<Stored>;
  announce(version: number): void;
}

/** Why a wanted save did not end in "saved". */
export interface NotSaved {
  readonly words: string;
  readonly reason: string | null;
}

/** Runs the save session: carries out its effects, wakes it when it asks to be, and tells listeners about each state. */
export class SaveRunner {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private disposed = false;

  constructor(
    private current: SaveState,
    private readonly ports: SavePorts,
  ) {}

  get state(): SaveState {
    return this.current;
  }

  /** Hands in what happened. */
  readonly send = (input: SaveInput): void => {
    if (this.disposed) return;
    const { state, effects } = step(this.current, input, steadyNow());
    this.current = state;
    for (const effect of effects) this.run(effect);
    this.schedule();
    for (const listener of this.listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Saves now, under a name if one is given. Resolves with null when the server has everything, else with why not. */
  async saveNow(message?: string): Promise<NotSaved | null> {
    this.send({ type: 'save-requested', ...(message !== undefined && { message }) });
    await this.until(({ hold, waiting, captureProblem }) => (hold !== null && !isPassing(hold)) || waiting !== null || captureProblem !== null);
    if (!isDirty(this.current)) return null;
    const { hold, captureProblem } = this.current;
    return { words: saveStatus(this.current, steadyNow()).words, reason: hold?.kind === 'refused' ? hold.reason : captureProblem };
  }

  /** Saves what is unsaved and stops, at the latest after 15 s. What did not reach the server is on the device. */
  async close(): Promise<void> {
    this.send({ type: 'hidden' });
    await this.until(({ hold, waiting }) => (hold !== null && !isPassing(hold)) || waiting !== null, CLOSING_LIMIT_MS);
    this.disposed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.listeners.clear();
  }

  private until(isStuck: (state: SaveState) => boolean, limitMs = 40_000): Promise<void> {
    const isSettled = () => !isDirty(this.current) || isStuck(this.current);
    if (isSettled()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(limit);
        unsubscribe();
        resolve();
      };
      const limit = setTimeout(done, limitMs);
      const unsubscribe = this.subscribe(() => isSettled() && done());
    });
  }

  private schedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    const at = wakeAt(this.current);
    this.timer = at === null ? null : setTimeout(() => this.send({ type: 'tick' }), Math.max(0, at - steadyNow()));
  }

  private run(effect: SaveEffect): void {
    switch (effect.type) {
      case 'capture':
        return this.after(this.ports.capture(this.current.hidden), (captured) => ({ type: 'captured', revision: effect.revision, ...captured }), (error) => ({ type: 'capture-failed', revision: effect.revision, reason: String(error) }));
      case 'keep': {
        const { revision } = effect.draft;
        return this.after(within(DEVICE_LIMIT_MS, this.ports.keep(effect.draft)), () => ({ type: 'kept', revision }), () => ({ type: 'keep-failed', revision }));
      }
      case 'drop-draft':
        // A draft that outlives its save is recognised by its content when the diagram is opened.
        return void this.ports.drop(effect.revision).catch((error: unknown) => console.warn('A saved draft stays on this device', error));
      case 'put':
        return this.after(this.ports.put(effect, this.current.hidden), (answer) => ({ type: 'answered', key: effect.key, answer }), (error) => ({ type: 'answered', key: effect.key, answer: failureOf(error) }));
      case 'name-version':
        return this.after(this.ports.nameVersion(effect.version, effect.message), () => ({ type: 'named', answer: { kind: 'named' } }), (error) => ({ type: 'named', answer: failureOf(error) }));
      case 'merge': {
        const { revision } = effect;
        return this.after(this.ports.merge(effect), (result) => ({ type: 'merged', revision, answer: { kind: 'merged', result } }), (error) => ({ type: 'merged', revision, answer: { kind: 'failed', reason: reasonOf(error) } }));
      }
      case 'fetch-current':
        return this.after(this.ports.fetchCurrent(), (document) => ({ type: 'current', answer: { kind: 'document', document } }), (error) => ({ type: 'current', answer: failureOf(error) }));
      case 'show':
        return void this.ports.show(effect.document);
      case 'announce':
        return this.ports.announce(effect.version);
    }
  }

  private after<T>(work: Promise<T>, done: (value: T) => SaveInput, failed: (error: unknown) => SaveInput): void {
    work.then(done, failed).then(this.send, (error: unknown) => console.error('Saving could not go on', error));
  }
}

/** Whether this ends without anybody doing anything. */
const isPassing = (hold: Hold) => hold.kind === 'checking' || hold.kind === 'merging';
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
