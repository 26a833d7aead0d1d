import { boxOf } from '../canvas/reveal-element.js';
import type { CanvasElement } from '../canvas/services.js';
import { colourOf } from './colours.js';
import { glide, type Spot } from './glide.js';
import { initialsOf, type Tab } from './people.js';

/** A mouse that rests this long is in nobody's way any more. */
const IDLE_MS = 6_000;
/** Between an element and its outline. In units of the drawing. */
const AROUND = 6;
const SVG = 'http://www.w3.org/2000/svg';
const ARROW = 'M1 1 L1 15.5 L5.2 11.8 L8 18 L10.6 16.9 L7.8 10.8 L13.4 10.6 Z';

export interface MarkPlaces {
  readonly cursors: HTMLElement;
  readonly outlines: SVGElement;
  readonly elementOf: (id: string) => CanvasElement | undefined;
}

/** What one tab of somebody shows on the drawing: their mouse, what they selected, and what they drag. */
export class PresenceMark {
  private readonly cursor = document.createElement('div');
  private readonly outline = document.createElementNS(SVG, 'g');
  private readonly ghost = document.createElementNS(SVG, 'g');
  private readonly tag = document.createElement('span');
  private tab: Tab;
  private at: Spot | null = null;
  private ghostAt: Spot | null = null;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    tab: Tab,
    private readonly places: MarkPlaces,
  ) {
    this.tab = tab;
    this.cursor.className = 'presence-cursor';
    this.cursor.innerHTML = `<svg width="16" height="20" viewBox="0 0 16 20"><path d="${ARROW}"/></svg><span></span>`;
    this.tag.className = 'presence-tag';
    this.outline.setAttribute('class', 'presence-outline');
    this.ghost.setAttribute('class', 'presence-ghost');
    places.outlines.append(this.outline, this.ghost);
    places.cursors.append(this.tag, this.cursor);
    this.update(tab, true);
  }

  /** Takes over what the tab shows now. */
  update(tab: Tab, isNew = false): void {
    const before = this.tab;
    this.tab = tab;
    if (isNew || before.colour !== tab.colour || before.user.name !== tab.user.name) this.name();
    if (isNew || String(before.at) !== String(tab.at)) this.wake();
    if (isNew || before.selected.join() !== tab.selected.join()) this.drawSelected();
    if (isNew || JSON.stringify(before.ghost?.boxes) !== JSON.stringify(tab.ghost?.boxes)) this.drawGhost();
  }

  /**
   * Brings mouse and ghost nearer to where they are.
   * @param ms since the last picture; endless to be there at once
   * @returns whether there is some way left
   */
  move(ms: number): boolean {
    this.at = nearer(this.at, this.tab.at, ms);
    this.ghostAt = nearer(this.ghostAt, this.tab.ghost?.at ?? null, ms);
    this.cursor.hidden = this.at === null;
    if (this.at) this.cursor.style.translate = `${this.at.x}px ${this.at.y}px`;
    if (this.ghostAt) this.ghost.setAttribute('transform', `translate(${this.ghostAt.x} ${this.ghostAt.y})`);
    return isUnderWay(this.at, this.tab.at) || isUnderWay(this.ghostAt, this.tab.ghost?.at ?? null);
  }

  /** Selected elements may have moved, or gone. */
  drawSelected(): void {
    const elements = this.tab.selected.flatMap((id) => this.places.elementOf(id) ?? []);
    this.outline.replaceChildren(...elements.flatMap(outlineOf));
    const [first] = elements;
    const box = first && boxOf(first);
    this.tag.hidden = !box;
    if (box) this.tag.style.translate = `${box.x - AROUND}px ${box.y - AROUND}px`;
  }

  remove(): void {
    clearTimeout(this.idle);
    for (const part of [this.cursor, this.outline, this.ghost, this.tag]) part.remove();
  }

  private name(): void {
    const { colour, user } = this.tab;
    for (const part of [this.cursor, this.outline, this.ghost, this.tag]) part.style.setProperty('--person', colourOf(colour));
    const [label] = this.cursor.getElementsByTagName('span');
    if (label) label.textContent = user.name;
    this.tag.textContent = initialsOf(user.name);
  }

  private wake(): void {
    clearTimeout(this.idle);
    this.cursor.removeAttribute('data-idle');
    if (this.tab.at !== null) this.idle = setTimeout(() => this.cursor.setAttribute('data-idle', ''), IDLE_MS);
  }

  private drawGhost(): void {
    const boxes = this.tab.ghost?.boxes ?? [];
    this.ghost.replaceChildren(...boxes.map(([x, y, width, height]) => drawn('rect', { x, y, width, height, rx: AROUND })));
  }
}

function outlineOf(element: CanvasElement): SVGElement[] {
  const { waypoints } = element;
  if (waypoints) return [drawn('polyline', { points: waypoints.map(({ x, y }) => `${x},${y}`).join(' ') })];
  const box = boxOf(element);
  return box ? [drawn('rect', { x: box.x - AROUND, y: box.y - AROUND, width: box.width + 2 * AROUND, height: box.height + 2 * AROUND, rx: AROUND })] : [];
}

function drawn(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** What appears is there at once. */
function nearer(from: Spot | null, to: readonly [number, number] | null, ms: number): Spot | null {
  if (to === null) return null;
  const spot = { x: to[0], y: to[1] };
  return from === null || ms === Infinity ? spot : glide(from, spot, ms);
}

const isUnderWay = (at: Spot | null, to: readonly [number, number] | null): boolean => at !== null && to !== null && (at.x !== to[0] || at.y !== to[1]);
