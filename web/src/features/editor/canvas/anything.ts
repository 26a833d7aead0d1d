import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import type { ModuleDeclaration } from 'didi';
import type { CanvasElement, CanvasServices } from './services.js';

interface Create {
  start(event: Event, elements: CanvasElement | readonly CanvasElement[], context?: object): unknown;
}
interface CreateMenu {
  _createEntryAction(target: { readonly type: string }): (event: Event) => unknown;
}
interface ElementFactory {
  create(kind: 'shape', target: object): CanvasElement;
  createParticipantShape(target: object): CanvasElement;
}
interface Placing {
  createElements(elements: readonly CanvasElement[], at: { readonly x: number; readonly y: number }, parent: CanvasElement): readonly CanvasElement[];
}

/** Chosen with the keyboard, a new element is put where one looks; with a mouse it hangs on the pointer, as the library does it. */
class CreateByKeyboard {
  static readonly $inject = ['create', 'modeling', 'canvas', 'selection', 'rules'];

  constructor(
    create: Create,
    private readonly modeling: Placing,
    private readonly canvas: CanvasServices['canvas'],
    private readonly selection: CanvasServices['selection'],
    private readonly rules: { allowed(action: string, context: object): unknown },
  ) {
    const byMouse = create.start.bind(create);
    create.start = (event, elements, context) => (event instanceof KeyboardEvent ? this.place([elements].flat()) : byMouse(event, elements, context));
  }

  private place(elements: readonly CanvasElement[]): void {
    const { x, y, width, height } = this.canvas.viewbox();
    const grid = (value: number) => Math.round(value / 10) * 10;
    const position = { x: grid(x + width / 2), y: grid(y + height / 2) };
    const target = this.canvas.getRootElement();
    if (!this.rules.allowed('elements.create', { elements, position, target })) return;
    const [first] = this.modeling.createElements(elements, position, target);
    if (first) this.selection.select(first);
    this.canvas.focus();
  }
}

/** The menu gives a key the last place of the pointer; here it stays a key. */
class MenuByKeyboard {
  static readonly $inject = ['createMenuProvider', 'popupMenu', 'elementFactory', 'create'];

  constructor(menu: CreateMenu, popup: { close(): void }, factory: ElementFactory, create: Create) {
    const byMouse = menu._createEntryAction.bind(menu);
    menu._createEntryAction = (target) => {
      const hang = byMouse(target);
      return (event) => {
        if (!(event instanceof KeyboardEvent)) return hang(event);
        popup.close();
        return create.start(event, target.type === 'bpmn:Participant' ? factory.createParticipantShape(target) : factory.create('shape', target));
      };
    };
  }
}

/** Everything BPMN has, to create and to append, in menus one can search. Its keys are in the list of actions. */
export const anything: ModuleDeclaration = {
  __depends__: [CreateAppendAnythingModule],
  __init__: ['createByKeyboard', 'menuByKeyboard'],
  createByKeyboard: ['type', CreateByKeyboard],
  menuByKeyboard: ['type', MenuByKeyboard],
  createAppendKeyboardBindings: ['value', null],
};
