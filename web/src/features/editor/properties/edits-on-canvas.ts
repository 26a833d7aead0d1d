import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service, type CanvasServices } from '../canvas/services.js';
import type { Paint } from './model/colours.js';
import type { Edits } from './model/edits.js';
import { isA, type DrawnElement, type ModdleElement, textOf, within } from './model/moddle.js';

type Properties = Readonly<Record<string, unknown>>;

/** The canvas library's way to change a document, for the fields of one element. */
export class EditsOnCanvas implements Edits {
  constructor(
    private readonly viewer: BaseViewer,
    private readonly shown: DrawnElement | undefined,
  ) {}

  set(owner: ModdleElement, properties: Properties): void {
    if (!this.shown) return;
    const before = textOf(owner, 'id');
    const drawn = this.drawnAs(owner);
    // What is drawn is drawn anew by the canvas, and an id of it goes to all who refer to it.
    if (drawn) this.modeling?.updateProperties(drawn, properties);
    else this.modeling?.updateModdleProperties(this.shown, owner, properties);
    if ('id' in properties && isA(owner, 'bpmn:Process')) this.callAnew(before, properties['id']);
  }

  create(type: string, owner: ModdleElement, properties: Properties = {}): ModdleElement {
    const made = this.viewer.get<{ create(type: string, properties: Properties): ModdleElement & { $parent?: ModdleElement } }>('bpmnFactory').create(type, properties);
    made.$parent = owner;
    return made;
  }

  label(text: string): void {
    if (this.shown) this.modeling?.updateLabel(this.shown, text);
  }

  turnInto(kind: Properties & { readonly type: string }): void {
    const { shown } = this;
    const replace = service(this.viewer, 'bpmnReplace');
    if (!shown || !replace) return;
    service(this.viewer, 'selection')?.select(replace.replaceElement(shown, kind));
  }

  paint(elements: readonly DrawnElement[], paint: Partial<Paint>): void {
    this.modeling?.setColor(elements, paint);
  }

  hasId(id: string): boolean {
    const document = (this.viewer as unknown as { getDefinitions(): ModdleElement | undefined }).getDefinitions();
    if (!document) return false;
    for (const each of within(document)) if (textOf(each, 'id') === id) return true;
    return false;
  }

  /** Call activities name the process they call; those of this file follow its new id. */
  private callAnew(before: string, after: unknown): void {
    const calls = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').getAll() as readonly DrawnElement[];
    for (const call of calls) if (isA(call.businessObject, 'bpmn:CallActivity') && textOf(call.businessObject, 'calledElement') === before) this.modeling?.updateProperties(call, { calledElement: after });
  }

  private drawnAs(owner: ModdleElement): DrawnElement | undefined {
    const id = textOf(owner, 'id');
    const drawn = id === '' ? undefined : (this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').get(id) as DrawnElement | undefined);
    return drawn?.businessObject === owner ? drawn : undefined;
  }

  private get modeling(): CanvasServices['modeling'] | undefined {
    return service(this.viewer, 'modeling');
  }
}
