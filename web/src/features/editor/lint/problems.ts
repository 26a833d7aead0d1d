import type { Drawing } from '../canvas/drawing.js';
import { idle } from '../canvas/idle.js';
import type { SaveRunner } from '../save/save-runner.js';
import { HiddenProblems } from './hidden-problems.js';
import { areMarksWanted, keepMarks } from './marks-wanted.js';
import { LARGE, ProblemDesk, type DeskState } from './problem-desk.js';
import type { ProblemCanvas } from './problem-canvas.js';
import { ProblemThread } from './problem-thread.js';
import type { Problem } from './rules/problem.js';

/** What the page shows of problems. A new one with every change. */
export interface ProblemsState extends DeskState {
  readonly marks: boolean;
  /** There is too much on the canvas for marks to be of use. */
  readonly isLarge: boolean;
  /** The element whose mark was clicked last; a new object with each click. */
  readonly pointed: { readonly elementId: string } | null;
}

/** The problems of one open diagram: looked for in what is written down for saving, marked and mended on its canvas. */
export class Problems {
  private readonly thread = new ProblemThread();
  private readonly desk: ProblemDesk;
  private readonly listeners = new Set<() => void>();
  private canvas: ProblemCanvas | null = null;
  private loading: Promise<ProblemCanvas | null> | null = null;
  private stop: (() => void) | null = null;
  private marks = areMarksWanted();
  private current: ProblemsState;
  private pointed: ProblemsState['pointed'] = null;
  private ended = false;

  constructor(
    diagramId: string,
    private readonly drawing: Drawing,
    private readonly saving: Pick<SaveRunner, 'state' | 'subscribe'>,
  ) {
    this.desk = new ProblemDesk({ check: (text, rules) => this.thread.check(text, rules), after, hidden: new HiddenProblems(diagramId) });
    this.current = this.stateNow();
    this.desk.subscribe(() => this.renew());
  }

  get state(): ProblemsState {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins to look, once the page has nothing more urgent to do. */
  async start(): Promise<void> {
    await idle();
    if (this.ended) return;
    const look = () => this.desk.look(this.saving.state.xml);
    this.stop = this.saving.subscribe(look);
    look();
  }

  /** Goes to the element of a problem. @returns false when it is not drawn */
  readonly goTo = (problem: Problem): Promise<boolean> => (problem.isDrawn ? this.drawing.reveal(problem.elementId) : Promise.resolve(false));

  /** Mends what needs nobody to say something, in one step of undo. @returns how many were mended */
  readonly mend = async (problems: readonly Problem[]): Promise<number> => {
    const mended = (await this.onCanvas())?.mend(problems) ?? [];
    if (mended.length > 0) this.desk.mendedNow(mended);
    return mended.length;
  };

  /** Lets a person name the element on the drawing. @returns false when it has no name there */
  readonly name = async (problem: Problem): Promise<boolean> => (await this.goTo(problem)) && ((await this.onCanvas())?.name(problem.elementId) ?? false);

  readonly hide = (problem: Problem): void => this.desk.hide(problem);
  readonly showHidden = (): void => this.desk.showHidden();

  /** Marks on the canvas, or none; remembered on this device. */
  readonly setMarks = (marks: boolean): void => {
    this.marks = marks;
    keepMarks(marks);
    this.renew();
  };

  end(): void {
    this.ended = true;
    this.stop?.();
    this.desk.end();
    this.thread.end();
    this.listeners.clear();
  }

  private renew(): void {
    this.current = this.stateNow();
    for (const listener of this.listeners) listener();
    this.draw().catch((error: unknown) => console.warn('Problems could not be marked', error));
  }

  private async draw(): Promise<void> {
    if (this.canvas === null && this.current.problems.length === 0) return;
    (await this.onCanvas())?.mark(this.current.marks && !this.current.isLarge ? this.current.problems : []);
  }

  private async onCanvas(): Promise<ProblemCanvas | null> {
    if (this.ended) return null;
    this.loading ??= this.drawing.problems((elementId) => {
      this.pointed = { elementId };
      this.renew();
    });
    this.canvas = await this.loading;
    return this.ended ? null : this.canvas;
  }

  private stateNow(): ProblemsState {
    return { ...this.desk.state, marks: this.marks, isLarge: this.desk.state.elements > LARGE.elements, pointed: this.pointed };
  }
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
