import { DEFAULT_RULES, type RuleSet } from './rules/rule-set.js';
import { keyOf, type Checked, type Problem } from './rules/problem.js';
import type { HiddenProblems } from './hidden-problems.js';

/** What there is to show of a diagram's problems. A new one with every change. */
export interface DeskState {
  /** `waiting`: nothing was checked yet. */
  readonly phase: 'waiting' | 'checked' | 'failed';
  /** Those that are to be seen: neither hidden on this device nor mended a moment ago. */
  readonly problems: readonly Problem[];
  readonly hidden: readonly Problem[];
  /** There are so many more than can be listed. */
  readonly more: number;
  /** How many elements were looked at. */
  readonly elements: number;
  readonly unchecked: readonly string[];
}

export interface DeskPorts {
  check(text: string, rules: RuleSet): Promise<Checked>;
  /** Calls back after so many milliseconds; returns what calls it off. */
  after(ms: number, run: () => void): () => void;
  readonly hidden: HiddenProblems;
}

/** The document is written down half a second after an edit; a moment more, and one who goes on drawing is not followed step by step. */
export const PAUSE_MS = 400;
/** From so many elements on, checking is work, and waits for a longer pause. */
export const LARGE = { elements: 2_000, pauseMs: 4_000 } as const;
/** How long a mend is believed without a check. One that is undone at once changes nothing that could be checked. */
const BELIEVED_MS = 8_000;

const NOTHING: DeskState = { phase: 'waiting', problems: [], hidden: [], more: 0, elements: 0, unchecked: [] };
const EMPTY: Checked = { problems: [], found: 0, elements: 0, unchecked: [] };

/**
 * Keeps the problems of one open diagram. One check at a time; what changed meanwhile is checked next, and an answer about a document
 * that is not there any more is dropped.
 */
export class ProblemDesk {
  private readonly listeners = new Set<() => void>();
  private current = NOTHING;
  private checked: Checked = EMPTY;
  private phase: DeskState['phase'] = 'waiting';
  private mended = new Set<string>();
  /** The document as it was before that. */
  private mendedIn: string | null = null;
  private newest: string | null = null;
  private asked: string | null = null;
  private checking = false;
  private callOff: (() => void) | null = null;
  private callOffMended: (() => void) | null = null;
  private ended = false;

  constructor(
    private readonly ports: DeskPorts,
    private readonly rules: RuleSet = DEFAULT_RULES,
  ) {}

  get state(): DeskState {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The document is this one now. The first one is checked at once, the others after a pause. */
  look(text: string): void {
    if (this.ended || text === this.newest) return;
    const isFirst = this.newest === null;
    this.newest = text;
    if (isFirst) return void this.run();
    this.callOff?.();
    this.callOff = this.ports.after(this.checked.elements > LARGE.elements ? LARGE.pauseMs : PAUSE_MS, () => void this.run());
  }

  /** These were mended: they are not shown until the next check says whether it was so, or until it is clear that none comes. */
  readonly mendedNow = (problems: readonly Problem[]): void => {
    for (const problem of problems) this.mended.add(keyOf(problem));
    this.mendedIn = this.newest;
    this.show();
    this.callOffMended?.();
    this.callOffMended = this.ports.after(BELIEVED_MS, () => {
      this.mended = new Set();
      this.show();
    });
  };

  readonly hide = (problem: Problem): void => {
    this.ports.hidden.add(keyOf(problem));
    this.show();
  };

  /** Shows again what was hidden in this diagram. */
  readonly showHidden = (): void => {
    this.ports.hidden.clear();
    this.show();
  };

  end(): void {
    this.ended = true;
    this.callOff?.();
    this.callOffMended?.();
    this.listeners.clear();
  }

  private async run(): Promise<void> {
    this.callOff = null;
    const text = this.newest;
    if (text === null || this.checking || this.ended || text === this.asked) return;
    this.checking = true;
    this.asked = text;
    let answer: Checked | null = null;
    try {
      answer = await this.ports.check(text, this.rules);
    } catch (error) {
      console.warn('The diagram could not be checked', error);
    }
    this.checking = false;
    if (this.ended) return;
    if (text === this.newest) {
      this.phase = answer ? 'checked' : 'failed';
      this.checked = answer ?? EMPTY;
      if (text !== this.mendedIn) this.mended = new Set();
      this.show();
    } else if (this.callOff === null) {
      void this.run();
    }
  }

  private show(): void {
    const { problems, found, elements, unchecked } = this.checked;
    const left = problems.filter((problem) => !this.mended.has(keyOf(problem)));
    const isHidden = (problem: Problem) => this.ports.hidden.has(keyOf(problem));
    this.current = { phase: this.phase, problems: left.filter((problem) => !isHidden(problem)), hidden: left.filter(isHidden), more: found - problems.length, elements, unchecked };
    for (const listener of this.listeners) listener();
  }
}
