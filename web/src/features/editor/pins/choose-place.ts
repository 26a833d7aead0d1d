import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import type { CanvasServices } from '../canvas/services.js';

export interface Chosen {
  readonly x: number;
  readonly y: number;
  /** The element at the place, as the canvas knows it. */
  readonly elementId: string | null;
}

const TARGET = 'found-current';
let giveUp: () => void = () => undefined;

/**
 * Puts a sheet over the drawing on which the next click, or a button, says where. Escape, and whoever asks anew, ends it.
 * @returns null when nothing was chosen
 */
export function choosePlace(viewer: BaseViewer): Promise<Chosen | null> {
  giveUp();
  const canvas = viewer.get<CanvasServices['canvas']>('canvas');
  const registry = viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
  const { sheet, middle, cancel } = sheetOver(canvas.getContainer());
  let target: string | null = null;
  const aim = (id: string | null): void => {
    if (id === target) return;
    if (target !== null && registry.get(target)) canvas.removeMarker(target, TARGET);
    if (id !== null) canvas.addMarker(id, TARGET);
    target = id;
  };
  const elementAt = (event: MouseEvent): string | null => {
    const under = document.elementsFromPoint(event.clientX, event.clientY).find((one) => !sheet.contains(one));
    const element = registry.get(under?.closest<HTMLElement>('.djs-element')?.dataset['elementId'] ?? '');
    const own = element?.labelTarget ?? element;
    return own?.parent === undefined ? null : own.id;
  };
  const pointAt = (x: number, y: number) => {
    const box = canvas.viewbox();
    return { x: box.x + x / box.scale, y: box.y + y / box.scale };
  };

  return new Promise((resolve) => {
    const before = document.activeElement;
    const end = (chosen: Chosen | null): void => {
      aim(null);
      sheet.remove();
      giveUp = () => undefined;
      if (chosen === null && before instanceof HTMLElement) before.focus();
      resolve(chosen);
    };
    giveUp = () => end(null);
    sheet.addEventListener('pointermove', (event) => aim(event.target === sheet ? elementAt(event) : null));
    sheet.addEventListener('click', (event) => {
      if (event.target !== sheet) return;
      const { left, top } = sheet.getBoundingClientRect();
      end({ ...pointAt(event.clientX - left, event.clientY - top), elementId: elementAt(event) });
    });
    sheet.addEventListener('keydown', (event) => {
      event.stopPropagation(); // Enter presses the button that has the focus, and does nothing to the drawing
      if (event.key !== 'Escape') return;
      event.preventDefault();
      end(null);
    });
    middle.addEventListener('click', () => end({ ...pointAt(sheet.clientWidth / 2, sheet.clientHeight / 2), elementId: null }));
    cancel.addEventListener('click', () => end(null));
    middle.focus();
  });
}

function sheetOver(container: HTMLElement) {
  const sheet = document.createElement('div');
  sheet.className = 'pin-sheet';
  const bar = document.createElement('div');
  bar.className = 'pin-sheet-bar';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Where the comment belongs');
  const words = document.createElement('span');
  words.setAttribute('role', 'status');
  words.textContent = 'Point at an element or a spot';
  const middle = buttonWith('Take the middle');
  const cancel = buttonWith('Cancel');
  bar.append(words, middle, cancel);
  sheet.append(bar);
  // None of it is for the canvas below.
  for (const event of ['pointerdown', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'dblclick', 'contextmenu']) sheet.addEventListener(event, (down) => down.stopPropagation());
  container.append(sheet);
  return { sheet, middle, cancel };
}

function buttonWith(words: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words;
  return button;
}
