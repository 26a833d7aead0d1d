import type { ModuleDeclaration } from 'didi';
import { paletteKeys } from './palette-keys.js';

/** Heights that canvas.css gives the palette, in pixels, with a separator counted as an entry; the larger of both screen sizes. */
const ENTRY = window.matchMedia('(pointer: coarse)').matches ? 42 : 40;
const AROUND = 50;

interface Palette {
  _needsCollapse(availableHeight: number, entries: object): boolean;
}

/** The palette asks to be told when its entries have another height: then it knows when one column is not enough. */
class CompactPalette {
  static readonly $inject = ['palette'];
  constructor(palette: Palette) {
    palette._needsCollapse = (availableHeight, entries) => availableHeight < Object.keys(entries).length * ENTRY + AROUND;
  }
}

export const compactPalette: ModuleDeclaration = { __depends__: [paletteKeys], __init__: ['compactPalette'], compactPalette: ['type', CompactPalette] };
