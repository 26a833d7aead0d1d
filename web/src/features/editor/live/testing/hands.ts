import { part, type Drawn, type PartSource, type Point } from '../canvas-parts.js';
import { meet, type Editor } from './converge.js';
import { randomOf } from './in-memory-room.js';

interface Services {
  readonly modeling: {
    moveElements(elements: readonly Drawn[], by: Point): void;
    removeElements(elements: readonly Drawn[]): void;
    updateLabel(element: Drawn, text: string): void;
  };
  readonly move: { start(event: Event, shape: Drawn, activate: boolean): void };
  readonly dragging: { end(): void; cancel(): void; context(): unknown };
  readonly directEditing: { activate(element: Drawn): boolean; isActive(): boolean; getValue(): string; complete(): void };
  readonly commandStack: { undo(): void; redo(): void; canUndo(): boolean; execute(command: string, context: object): void; register(command: string, handler: object): void };
}

/** What somebody with a hand on something sees of what another one does meanwhile; by situation. */
export async function withHandsOn(xml: string): Promise<Readonly<Record<string, unknown>>> {
  const seen: Record<string, unknown> = {};
  const scene = async (name: string, play: (one: Actor, other: Actor, deliver: () => void) => unknown) => {
    const { room, editors } = await meet(xml, randomOf(7), 0);
    const [one, other] = editors.map((editor) => new Actor(editor)) as [Actor, Actor];
    seen[name] = await play(one, other, () => room.deliverAll());
    for (const { live, undo } of editors) {
      live.end();
      undo.end();
    }
  };
  await scene('a drag', async (one, other, deliver) => {
    one.take('Pack');
    other.use('modeling').moveElements([other.at('Pack')], { x: 30, y: 0 });
    other.use('modeling').moveElements([other.at('Data_1')], { x: 0, y: -20 });
    deliver();
    const during = { dragged: one.at('Pack').x, other: one.at('Data_1').y };
    one.use('dragging').cancel();
    await Promise.resolve();
    return { during, after: one.at('Pack').x };
  });
  await scene('a drag of what is deleted', (one, other, deliver) => {
    one.take('Pack');
    other.use('modeling').removeElements([other.at('Pack')]);
    deliver();
    return { isDragging: Boolean(one.use('dragging').context()), isThere: Boolean(one.find('Pack')) };
  });
  await scene('a label', async (one, other, deliver) => {
    one.use('directEditing').activate(one.at('Check'));
    const typed = document.querySelector<HTMLElement>('.djs-direct-editing-content')!;
    typed.textContent = 'Half a na';
    other.use('modeling').updateLabel(other.at('Check'), 'Their name');
    other.use('modeling').updateLabel(other.at('Pack'), 'Box');
    deliver();
    const during = { isOpen: one.use('directEditing').isActive(), text: one.use('directEditing').getValue(), other: one.name('Pack') };
    one.use('directEditing').complete();
    await Promise.resolve();
    deliver();
    return { during, after: [one.name('Check'), other.name('Check')] };
  });
  await scene('what is selected', (one, other, deliver) => {
    part(one.viewer, 'selection').select([one.at('Check'), one.at('Flow_2')]);
    other.use('modeling').moveElements([other.at('Check')], { x: 0, y: 30 });
    deliver();
    const before = one.selected();
    other.use('modeling').removeElements([other.at('Flow_2')]);
    deliver();
    return { before, after: one.selected() };
  });
  await scene('a sub-process of another one', (one, other, deliver) => {
    const overlays = one.viewer.get<{ get(search: object): readonly unknown[] }>('overlays');
    const buttons = () => overlays.get({ element: 'Sub_1', type: 'drilldown' }).length;
    const before = buttons();
    other.viewer.get<{ replaceElement(element: Drawn, target: object): void }>('bpmnReplace').replaceElement(other.at('Sub_1'), { type: 'bpmn:SubProcess', isExpanded: true });
    deliver();
    const opened = buttons();
    other.use('commandStack').undo();
    deliver();
    return [before, opened, buttons()];
  });
  await scene('undo', (one, other, deliver) => {
    one.use('modeling').updateLabel(one.at('Pack'), 'Mine');
    other.use('modeling').updateLabel(other.at('Check'), 'Theirs');
    deliver();
    one.use('commandStack').undo();
    const [mine, theirs, more] = [one.name('Pack'), one.name('Check'), one.use('commandStack').canUndo()];
    one.use('commandStack').redo();
    return { mine, theirs, more, again: one.name('Pack') };
  });
  await scene('undo of a delete', (one, other, deliver) => {
    part(one.viewer, 'selection').select([one.at('Pack')]);
    one.use('modeling').removeElements([one.at('Pack')]);
    deliver();
    one.use('commandStack').undo();
    return { isThere: Boolean(one.find('Pack')), flows: one.at('Pack').incoming.map(({ id }) => id), selected: one.selected(), box: other.find('Pack') === undefined };
  });
  await scene('a command that fails', (one) => {
    one.use('commandStack').register('test.fail', {
      execute: () => {
        one.at('Pack').businessObject.set('name', 'Spoilt');
        throw new Error('on purpose');
      },
    });
    let said = '';
    try {
      one.use('commandStack').execute('test.fail', {});
    } catch (error) {
      said = String(error);
    }
    return { said, name: one.name('Pack') };
  });
  return seen;
}

class Actor {
  readonly viewer: PartSource;

  constructor(editor: Editor) {
    this.viewer = editor.viewer;
  }

  use<K extends keyof Services>(name: K): Services[K] {
    return this.viewer.get<Services[K]>(name);
  }

  find(id: string): Drawn | undefined {
    return part(this.viewer, 'elementRegistry').get(id);
  }

  at(id: string): Drawn {
    return this.find(id)!;
  }

  name(id: string): unknown {
    return this.at(id).businessObject['name'];
  }

  /** Takes hold of a shape with the mouse. */
  take(id: string): void {
    const press = new MouseEvent('mousedown', { clientX: 10, clientY: 10 });
    document.createElement('div').dispatchEvent(press); // an event has a target only then
    this.use('move').start(press, this.at(id), true);
  }

  selected(): string[] {
    return part(this.viewer, 'selection').get().map(({ id }) => id);
  }
}
