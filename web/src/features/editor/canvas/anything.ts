import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import type { ModuleDeclaration } from 'didi';
import type { CanvasElement, CanvasServices } from './services.js';

interface CreateMenu {
  _createEntryAction(target: { readonly type: string }): (event: Event) => unknown;
}
interface ElementFactory {
  create(kind: 'shape', target: object): CanvasElement;
  createParticipantShape(target: object): CanvasElement;
}
interface Placing {
  createShape(shape: CanvasElement, at: { readonly x: number; readonly y: number }, parent: CanvasElement): CanvasElement;
}

/** Chosen with the keyboard, a new element is put where one looks; with a mouse it hangs on the pointer, as the library does it. */
class CreateByKeyboard {
  static readonly $inject = ['createMenuProvider', 'popupMenu', 'elementFactory', 'modeling', 'canvas', 'selection', 'rules'];

  constructor(
    menu: CreateMenu,
    private readonly popup: { close(): void },
    private readonly factory: ElementFactory,
    private readonly modeling: Placing,
    private readonly canvas: CanvasServices['canvas'],
    private readonly selection: CanvasServices['selection'],
    private readonly rules: { allowed(action: string, context: object): unknown },
  ) {
    const byMouse = menu._createEntryAction.bind(menu);
    menu._createEntryAction = (target) => {
      const hang = byMouse(target);
      return (event) => (event instanceof KeyboardEvent ? this.place(target) : hang(event));
    };
  }

  private place(target: { readonly type: string }): void {
    this.popup.close();
    const shape = target.type === 'bpmn:Participant' ? this.factory.createParticipantShape(target) : this.factory.create('shape', target);
    const { x, y, width, height } = this.canvas.viewbox();
    const grid = (value: number) => Math.round(value / 10) * 10;
    const at = { x: grid(x + width / 2), y: grid(y + height / 2) };
    const parent = this.canvas.getRootElement();
    if (this.rules.allowed('shape.create', { shape, target: parent, position: at }) === false) return;
    this.selection.select(this.modeling.createShape(shape, at, parent));
    this.canvas.focus();
  }
}

/** Everything BPMN has, to create and to append, in menus one can search. Its keys are in the list of actions. */
export const anything: ModuleDeclaration = {
  __depends__: [CreateAppendAnythingModule],
  __init__: ['createByKeyboard'],
  createByKeyboard: ['type', CreateByKeyboard],
  createAppendKeyboardBindings: ['value', null],
};
