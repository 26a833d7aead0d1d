const KEY = 'bpmn-studio.hidden-problems';
/** Diagrams that are remembered, the last ones first, and problems for each. */
const MOST = { diagrams: 50, problems: 300 };

type Kept = readonly (readonly [diagram: string, keys: readonly string[]])[];

/** Problems a person does not want to see of one diagram, by element and rule; on this device. */
export class HiddenProblems {
  private keys: Set<string>;

  constructor(
    private readonly diagramId: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
  ) {
    this.keys = new Set(this.read().find(([diagram]) => diagram === diagramId)?.[1]);
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  add(key: string): void {
    this.keys = new Set([...this.keys, key].slice(-MOST.problems));
    this.write();
  }

  clear(): void {
    this.keys = new Set();
    this.write();
  }

  private read(): Kept {
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(KEY) ?? '[]');
      return Array.isArray(kept) ? (kept as unknown[]).filter(isEntry) : [];
    } catch {
      return []; // a browser without storage, or something else under this key
    }
  }

  private write(): void {
    const others = this.read().filter(([diagram]) => diagram !== this.diagramId);
    const mine: Kept = this.keys.size > 0 ? [[this.diagramId, [...this.keys]]] : [];
    try {
      this.storage.setItem(KEY, JSON.stringify([...mine, ...others].slice(0, MOST.diagrams)));
    } catch {
      // A full or forbidden storage: they stay hidden until the page is left.
    }
  }
}

function isEntry(value: unknown): value is Kept[number] {
  return Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1]) && value[1].every((key) => typeof key === 'string');
}
