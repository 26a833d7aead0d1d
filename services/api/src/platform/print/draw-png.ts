import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fonts } from './fonts.ts';
import { MOST_PIXELS, type Png } from './printing.ts';
import type { Size } from './fit-page.ts';

let ready: Promise<void> | undefined;

/**
 * Draws an SVG as a PNG.
 * @param size of the SVG, in pixels
 * @param scale wished; as much less as MOST_PIXELS asks for
 */
export async function drawPng(svg: string, size: Size, scale: number): Promise<Png> {
  await (ready ??= initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm'))));
  const fitting = Math.min(scale, scaleWithin(size));
  const picture = new Resvg(svg, {
    font: { fontBuffers: fonts().regular.map(({ bytes }) => bytes), defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: fitting },
  });
  try {
    const image = picture.render();
    try {
      return { png: image.asPng(), scale: fitting };
    } finally {
      image.free();
    }
  } finally {
    picture.free();
  }
}

/** The largest scale a drawing may have, in steps of 0.05. */
export function scaleWithin({ width, height }: Size, mostPixels = MOST_PIXELS): number {
  const most = Math.sqrt(mostPixels / (width * height));
  return Math.max(0.01, most < 0.05 ? most : Math.floor(most * 20) / 20);
}
