import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import type { CanvasServices } from '../canvas/services.js';
import type { Pin, Place } from './place.js';

/** With more of them the paper no longer moves smoothly; nobody reads so many. */
const MOST_PINS = 300;
/** Smaller than this, pins hide what they stand on: they become dots. */
const LEAST_ZOOM = 0.45;
/** An edit fires these by the dozen. */
const MOVES = ['elements.changed', 'shape.removed', 'connection.removed', 'root.set', 'import.render.complete'];

/** Pins over the drawing, in its coordinates: the layer moves with the paper, and each pin keeps its size. */
export class PinLayer {
  private readonly layer = document.createElement('div');
  private pins: readonly Pin[] = [];
  private onPin: (id: string) => void = () => undefined;
  private waiting = false;

  constructor(
    private readonly viewer: BaseViewer,
    private readonly pointOf: (place: Place) => { readonly x: number; readonly y: number } | null,
  ) {
    this.layer.className = 'pins';
    viewer.on('canvas.viewbox.changed', () => this.follow());
    for (const event of MOVES) viewer.on(event, () => this.later());
  }

  show(pins: readonly Pin[], onPin: (id: string) => void): void {
    [this.pins, this.onPin] = [pins, onPin];
    this.draw();
  }

  private later(): void {
    if (this.waiting || this.pins.length === 0) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  private draw(): void {
    const container = this.canvas.getContainer();
    if (!container.contains(this.layer)) container.querySelector('svg')?.after(this.layer);
    const placed = this.pins.flatMap((pin) => {
      const at = this.pointOf(pin.place);
      return at === null ? [] : [pinFor(pin, at, () => this.onPin(pin.id))];
    });
    this.layer.replaceChildren(...placed.slice(0, MOST_PINS));
    this.follow();
  }

  private follow(): void {
    const { x, y, scale } = this.canvas.viewbox();
    this.layer.style.transform = `matrix(${scale}, 0, 0, ${scale}, ${-x * scale}, ${-y * scale})`;
    this.layer.style.setProperty('--pin-scale', String(1 / scale));
    this.layer.toggleAttribute('data-far', scale < LEAST_ZOOM);
  }

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }
}

function pinFor({ id, count, fresh, done, current, label }: Pin, { x, y }: { readonly x: number; readonly y: number }, onPin: () => void): HTMLElement {
  const pin = document.createElement('button');
  pin.type = 'button';
  pin.tabIndex = -1; // the list beside the drawing is the way there by keyboard
  pin.className = 'pin';
  pin.dataset['pin'] = id;
  pin.toggleAttribute('data-fresh', fresh);
  pin.toggleAttribute('data-done', done);
  pin.toggleAttribute('data-current', current);
  pin.style.left = `${x}px`;
  pin.style.top = `${y}px`;
  pin.title = label;
  pin.setAttribute('aria-label', label);
  const face = document.createElement('span');
  face.textContent = done ? '✓' : count !== '+' && count > 99 ? '99+' : String(count);
  pin.append(face);
  pin.addEventListener('click', onPin);
  // The paper must not be taken along, nor what lies below be selected.
  for (const event of ['pointerdown', 'mousedown', 'touchstart', 'dblclick']) pin.addEventListener(event, (down) => down.stopPropagation());
  return pin;
}
