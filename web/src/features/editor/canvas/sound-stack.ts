import type { ModuleDeclaration } from 'didi';
import CommandStack from 'diagram-js/lib/command/CommandStack';

interface Step {
  readonly id?: number;
}
interface Parts {
  readonly _currentExecution: { actions: Step[]; dirty: unknown[]; trigger: string | null };
  readonly _stack: Step[];
  readonly _stackIdx: number;
  _fire(event: string, value: object): void;
}

/**
 * A stack that stays in order when a step of it fails. The library's own would take every later step for a part of the failed
 * one, for ever: none of them could be undone by itself, nobody would hear of them, and nothing would be saved any more.
 */
export class SoundStack extends CommandStack {
  override execute(command: string, context: object): void {
    this.whole(() => super.execute(command, context));
  }

  override undo(): void {
    this.whole(() => super.undo());
  }

  override redo(): void {
    this.whole(() => super.redo());
  }

  /** What failed is taken back as far as it came. What cannot be taken back stays, and is told as any other step. */
  private whole(run: () => void): void {
    const parts = this as unknown as Parts;
    if (parts._currentExecution.actions.length > 0) return run();
    try {
      run();
    } catch (error) {
      const failed = parts._currentExecution.actions[0]?.id;
      this.forget();
      if (failed !== undefined && parts._stack[parts._stackIdx]?.id === failed) this.takeBack();
      parts._fire('changed', { trigger: 'execute', failed: true });
      throw error;
    }
  }

  private takeBack(): void {
    const parts = this as unknown as Parts;
    try {
      super.undo();
      parts._stack.length = parts._stackIdx + 1; // nobody shall do again what cannot be done
    } catch (error) {
      console.error('A step that failed could not be taken back', error);
      this.forget();
    }
  }

  private forget(): void {
    Object.assign((this as unknown as Parts)._currentExecution, { actions: [], dirty: [], trigger: null });
  }
}

export const soundStack: ModuleDeclaration = { commandStack: ['type', SoundStack] };
