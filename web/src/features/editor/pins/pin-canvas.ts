import './pins.css';
import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { nameOfElement, type Spoken } from '../canvas/describe-element.js';
import { boxOf, viewOn } from '../canvas/reveal-element.js';
import { service, type CanvasElement, type CanvasServices } from '../canvas/services.js';
import { choosePlace } from './choose-place.js';
import { PinLayer } from './pin-layer.js';
import type { Pin, Pins, Place } from './place.js';

/** What the drawing around the canvas knows of the file. */
export interface FileAround {
  readonly idOnCanvas: (id: string) => string;
  readonly idInFile: (id: string) => string;
  /** Everything drawn in the file, wherever in it. */
  readonly elements: () => readonly { readonly id: string }[];
  /** Shows an element that may be on another drawing of the file. */
  readonly reveal: (id: string) => Promise<boolean>;
}

const LONGEST_NAME = 200;
const PLANE = '_plane';
const COMES_AND_GOES = ['shape.added', 'shape.removed', 'connection.added', 'connection.removed', 'element.updateId', 'selection.changed', 'import.render.complete'];

/** Pins things to a drawing. They lie over it: neither the document nor an export knows them. */
export class PinCanvas implements Pins {
  private readonly layer: PinLayer;
  private readonly listeners = new Set<() => void>();
  private told = false;
  private inFile: ReadonlySet<string> | null = null;

  constructor(
    private readonly viewer: BaseViewer,
    private readonly file: FileAround,
  ) {
    this.layer = new PinLayer(viewer, (place) => this.pointOf(place));
    for (const event of COMES_AND_GOES) viewer.on(event, () => this.tell());
  }

  show(pins: readonly Pin[], onPin: (id: string) => void): void {
    this.layer.show(pins, onPin);
  }

  get selected(): Place | null {
    const selected = service(this.viewer, 'selection')?.get() ?? [];
    return selected.length === 1 && selected[0] ? this.placeOn(selected[0]) : null;
  }

  has(elementId: string): boolean {
    return this.registry.get(this.file.idOnCanvas(elementId)) !== undefined || this.isInFile(elementId);
  }

  async reveal(place: Place): Promise<boolean> {
    if (place.elementId !== null) return this.file.reveal(place.elementId);
    const root = this.rootOf(place.plane);
    if (root === undefined) return this.file.reveal(plain(place.plane));
    if (root !== this.canvas.getRootElement()) this.canvas.setRootElement(root);
    this.canvas.viewbox(viewOn({ x: place.x, y: place.y, width: 1, height: 1 }, this.canvas.viewbox()));
    return true;
  }

  async choose(): Promise<Place | null> {
    const chosen = await choosePlace(this.viewer);
    if (chosen === null) return null;
    const element = chosen.elementId === null ? undefined : this.registry.get(chosen.elementId);
    return (element && this.placeOn(element)) ?? this.spotAt(chosen.x, chosen.y);
  }

  readonly onChange = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Once for all that happens in one go. */
  private tell(): void {
    this.inFile = null;
    if (this.told) return;
    this.told = true;
    requestAnimationFrame(() => {
      this.told = false;
      for (const listener of this.listeners) listener();
    });
  }

  private isInFile(id: string): boolean {
    this.inFile ??= new Set(this.file.elements().map((one) => one.id));
    return this.inFile.has(id);
  }

  private placeOn(of: CanvasElement): Place | null {
    const element = of.labelTarget ?? of;
    const at = pinnedAt(element);
    if (at === null || element.parent === undefined) return null;
    return { ...this.spotAt(at.x, at.y, this.canvas.findRoot(element)), elementId: this.file.idInFile(element.id), elementName: nameOfElement(element as Spoken).slice(0, LONGEST_NAME) };
  }

  private spotAt(x: number, y: number, root = this.canvas.getRootElement()): Place {
    const plane = root.id.endsWith(PLANE) ? `${this.file.idInFile(plain(root.id))}${PLANE}` : this.file.idInFile(root.id);
    return { plane, x: rounded(x), y: rounded(y), elementId: null, elementName: null };
  }

  /** Where a pin stands on the plane that is shown; null when it stands on none, or on another. */
  private pointOf({ plane, x, y, elementId }: Place): { readonly x: number; readonly y: number } | null {
    const shown = this.canvas.getRootElement();
    if (elementId === null) return this.rootOf(plane) === shown ? { x, y } : null;
    const element = this.registry.get(this.file.idOnCanvas(elementId));
    return element?.parent === undefined || element.hidden === true || this.canvas.findRoot(element) !== shown ? null : pinnedAt(element);
  }

  /** The plane of this id. A process that was put into a pool since is shown by the plane its pool is on. */
  private rootOf(plane: string): CanvasElement | undefined {
    const own = this.registry.get(plane.endsWith(PLANE) ? `${this.file.idOnCanvas(plain(plane))}${PLANE}` : this.file.idOnCanvas(plane));
    if (own !== undefined && own.parent === undefined) return own;
    if (plane.endsWith(PLANE) || this.isInFile(plane)) return undefined;
    return this.registry.getAll().find((one) => one.parent === undefined && one.labelTarget === undefined && !one.id.endsWith(PLANE));
  }

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }

  private get registry(): CanvasServices['elementRegistry'] {
    return this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
  }
}

/** The right upper corner of a shape, where its own signs are not; the middle of a connection. */
function pinnedAt(element: CanvasElement): { readonly x: number; readonly y: number } | null {
  const box = boxOf(element);
  if (box === null) return null;
  const { waypoints } = element;
  if (waypoints === undefined) return { x: box.x + box.width, y: box.y };
  const at = Math.floor((waypoints.length - 1) / 2);
  const [a, b] = [waypoints[at], waypoints[at + 1]];
  return a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : { x: box.x, y: box.y };
}

const plain = (plane: string): string => (plane.endsWith(PLANE) ? plane.slice(0, -PLANE.length) : plane);
/** Within what the server takes; half a pixel is close enough. */
const rounded = (value: number): number => Math.max(-1_000_000, Math.min(1_000_000, Math.round(value * 2) / 2));

