import { undoOf, type LocalUndo } from '@bpmn-studio/bpmn/shared';
import type { Doc } from 'yjs';
import { part, type Drawn, type PartSource } from './canvas-parts.js';

/** Selected where and when a step was made. */
const SELECTED = 'selected';
const FIRST = 10_000;

interface Stack {
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  clear(emit?: boolean): void;
}

/**
 * Undo and redo of a canvas that shows a shared document: of what was done here, and of nothing else. Takes the place of the
 * canvas library's own, so that keys and toolbar go on as they are; each step brings back what was selected before it.
 */
export class LiveUndo {
  private readonly steps: LocalUndo;
  private readonly stop: (() => void)[] = [];
  private selected: readonly string[] = [];
  private isInCommand = false;

  constructor(
    private readonly viewer: PartSource,
    doc: Doc,
    origin: object,
  ) {
    this.steps = undoOf(doc, origin);
    this.steps.on('stack-item-added', ({ stackItem }) => void stackItem.meta.set(SELECTED, this.selected));
    const bus = part(viewer, 'eventBus');
    const before = () => {
      if (!this.isInCommand) this.remember();
      this.isInCommand = true;
    };
    const after = () => void (this.isInCommand = false);
    bus.on('commandStack.preExecute', FIRST, before);
    bus.on('commandStack.changed', FIRST, after);
    this.stop.push(() => bus.off('commandStack.preExecute', before), () => bus.off('commandStack.changed', after));
    this.replace(viewer.get<Stack>('commandStack'));
  }

  end(): void {
    for (const stop of this.stop.splice(0)) stop();
    this.steps.destroy();
  }

  private replace(stack: Stack): void {
    const own = { undo: () => this.step('undo'), redo: () => this.step('redo'), canUndo: () => this.steps.canUndo(), canRedo: () => this.steps.canRedo() };
    Object.assign(stack, own);
    // What the library would undo by is never used: it would only grow.
    const forget = () => stack.clear(false);
    const bus = part(this.viewer, 'eventBus');
    bus.on('commandStack.changed', FIRST, forget);
    this.stop.push(() => bus.off('commandStack.changed', forget), () => {
      for (const name of Object.keys(own)) delete (stack as unknown as Record<string, unknown>)[name];
    });
  }

  private step(direction: 'undo' | 'redo'): void {
    this.remember();
    const done = this.steps[direction]();
    if (done) this.selectAgain(done.meta.get(SELECTED) as readonly string[] | undefined);
    part(this.viewer, 'eventBus').fire('commandStack.changed', { trigger: direction });
  }

  private remember(): void {
    this.selected = part(this.viewer, 'selection').get().map(({ id }) => id);
  }

  private selectAgain(ids: readonly string[] = []): void {
    const registry = part(this.viewer, 'elementRegistry');
    const found = ids.map((id) => registry.get(id)).filter((element): element is Drawn => element !== undefined);
    part(this.viewer, 'selection').select(found);
  }
}
