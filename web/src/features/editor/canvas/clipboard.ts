import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { readClip, writeClip, type ClipTree } from './clip.js';
import { nameOfElement } from './describe-element.js';
import { service, type CanvasElement, type CanvasServices } from './services.js';

/** The type under which copied elements lie in the system's clipboard; as plain text their names lie there. */
export const CLIP_TYPE = 'application/x-bpmn-studio';
const SHELF = 'bpmn-studio.clip';
/** Pixels a duplicate lies away from what it is a copy of. */
const BESIDE = 30;

interface CopyPaste {
  copy(elements: readonly CanvasElement[]): ClipTree;
  cut(elements: readonly CanvasElement[]): ClipTree;
  paste(context: object): unknown;
}

/** Copying between tabs and diagrams: by the system's clipboard where a key was pressed, else by a shelf all tabs of this browser share. */
export class Clipboard {
  private pointer: { readonly x: number; readonly y: number } | null = null;

  constructor(private readonly viewer: BaseViewer) {
    viewer.on<{ originalEvent: MouseEvent }>('element.mousemove', ({ originalEvent }) => (this.pointer = { x: originalEvent.clientX, y: originalEvent.clientY }));
    viewer.on('element.out', () => (this.pointer = null));
  }

  /** Copies (or cuts) what is selected. An event of the browser takes it into the system's clipboard. */
  copy(data: DataTransfer | null, cutting: boolean): boolean {
    const selected = this.selection?.get() ?? [];
    if (selected.length === 0 || !this.copyPaste) return false;
    const tree = cutting ? this.copyPaste.cut(this.removable(selected)) : this.copyPaste.copy(selected);
    const text = writeClip(tree);
    if (text === null) return true; // within this tab the library still has it
    putOnShelf(text);
    data?.setData(CLIP_TYPE, text);
    data?.setData('text/plain', selected.map((element) => nameOfElement(element)).join('\n'));
    return true;
  }

  /** Pastes what the system's clipboard holds, or, without one to look into, what lies on the shelf. False when that is nothing of ours. */
  paste(data: DataTransfer | null): boolean {
    const text = data ? data.getData(CLIP_TYPE) : shelf();
    const moddle = this.viewer.get<{ getTypeDescriptor(type: string): unknown; create(type: string, attributes: object): object }>('moddle');
    const tree = readClip(text, (type, attributes) => (moddle.getTypeDescriptor(type) ? moddle.create(type, attributes) : undefined));
    if (!tree) return false;
    this.put(tree, this.pointer ? this.onPaper(this.pointer) : this.middle());
    return true;
  }

  /** Puts a copy beside what is selected. */
  duplicate(): void {
    const selected = this.selection?.get() ?? [];
    if (selected.length === 0 || !this.copyPaste) return;
    const tree = this.copyPaste.copy(selected);
    const boxes = selected.flatMap(({ x, y, width, height }) => (x === undefined || y === undefined || width === undefined || height === undefined ? [] : [{ x, y, right: x + width, bottom: y + height }]));
    if (boxes.length === 0) return;
    const left = Math.min(...boxes.map(({ x }) => x));
    const top = Math.min(...boxes.map(({ y }) => y));
    const right = Math.max(...boxes.map((box) => box.right));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    this.put(tree, { x: (left + right) / 2, y: (top + bottom) / 2 + (bottom - top) + BESIDE });
  }

  private put(tree: ClipTree, point: { readonly x: number; readonly y: number }): void {
    const target = this.targetFor(tree, point);
    const grid = (value: number) => Math.round(value / 10) * 10;
    // Without a place it could lie, it hangs on the pointer until somebody puts it down.
    this.copyPaste?.paste(target ? { tree, element: target, point: { x: grid(point.x), y: grid(point.y) } } : { tree });
    this.canvas.focus();
  }

  /** What a copy may lie in: the pool or sub-process under the point, or the paper. Pools lie on paper only. */
  private targetFor(tree: ClipTree, { x, y }: { readonly x: number; readonly y: number }): CanvasElement | undefined {
    const root = this.canvas.getRootElement();
    const hasPool = Object.values(tree).flat().some(({ businessObject }) => businessObject.$type === 'bpmn:Participant');
    const isPaperForPools = (root as { type?: string }).type === 'bpmn:Collaboration';
    if (hasPool) return root;
    const holders = this.viewer
      .get<CanvasServices['elementRegistry']>('elementRegistry')
      .getAll()
      .filter((each) => /^bpmn:(Participant|SubProcess|Transaction|AdHocSubProcess)$/.test((each as { type?: string }).type ?? '') && each.hidden !== true && (each as { collapsed?: boolean }).collapsed !== true)
      .filter((each) => each.x !== undefined && each.parent && this.canvas.findRoot(each) === root);
    const over = holders.filter((each) => x >= each.x! && x <= each.x! + each.width! && y >= each.y! && y <= each.y! + each.height!);
    return over.toSorted((a, b) => a.width! * a.height! - b.width! * b.height!)[0] ?? (isPaperForPools ? undefined : root);
  }

  private removable(elements: readonly CanvasElement[]): readonly CanvasElement[] {
    const allowed = service(this.viewer, 'rules')?.allowed('elements.delete', { elements });
    return Array.isArray(allowed) ? (allowed as CanvasElement[]) : allowed === false ? [] : [...elements];
  }

  private onPaper({ x, y }: { readonly x: number; readonly y: number }) {
    const rect = this.canvas.getContainer().getBoundingClientRect();
    const box = this.canvas.viewbox();
    return { x: box.x + (x - rect.left) / box.scale, y: box.y + (y - rect.top) / box.scale };
  }

  private middle() {
    const { x, y, width, height } = this.canvas.viewbox();
    return { x: x + width / 2, y: y + height / 2 };
  }

  private get copyPaste(): CopyPaste | undefined {
    return this.viewer.get<CopyPaste | null>('copyPaste', false) ?? undefined;
  }

  private get selection(): CanvasServices['selection'] | undefined {
    return service(this.viewer, 'selection');
  }

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }
}

function putOnShelf(text: string): void {
  try {
    localStorage.setItem(SHELF, text);
  } catch (error) {
    console.warn('What was copied does not fit the browser storage; it can be pasted with the keyboard', error);
  }
}

function shelf(): string {
  try {
    return localStorage.getItem(SHELF) ?? '';
  } catch {
    return '';
  }
}
