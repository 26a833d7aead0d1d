import type { Awareness } from '../presence-desk.js';

/** Tabs that see each other's states at once, as JSON would carry them. */
export class InMemoryAwareness {
  private readonly states = new Map<number, unknown>();
  private readonly listeners = new Map<number, Set<() => void>>();
  /** How often anybody told anything. */
  sent = 0;

  join(clientID: number): Awareness {
    const own = new Set<() => void>();
    this.listeners.set(clientID, own);
    return {
      clientID,
      getStates: () => this.states,
      setLocalState: (state) => this.put(clientID, state),
      on: (_event, listener) => void own.add(listener),
      off: (_event, listener) => void own.delete(listener),
    };
  }

  /** What a tab says, whatever it is; null when it left. */
  put(clientID: number, state: unknown): void {
    this.sent += 1;
    if (state === null) this.states.delete(clientID);
    else this.states.set(clientID, JSON.parse(JSON.stringify(state)));
    for (const listeners of this.listeners.values()) for (const listener of listeners) listener();
  }

  stateOf(clientID: number): Readonly<Record<string, unknown>> {
    return (this.states.get(clientID) ?? {}) as Readonly<Record<string, unknown>>;
  }
}
