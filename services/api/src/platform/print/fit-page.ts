import type { PdfWish } from './printing.ts';

/** Points (1/72 inch) for each pixel of a drawing at full size. */
export const FULL_SIZE = 0.75;
/** Names are read down to here; a page on which a drawing would be smaller gives way to the next larger one. */
export const LEAST_SHARE = 0.35;
/** Points around the drawing: a head and a foot, and what printers cannot reach. */
export const FRAME = { top: 54, right: 28, bottom: 46, left: 28 } as const;

const SERIES: Readonly<Record<'a' | 'us', readonly (readonly [number, number])[]>> = {
  a: [[595.28, 841.89], [841.89, 1190.55], [1190.55, 1683.78], [1683.78, 2383.94], [2383.94, 3370.39]],
  us: [[612, 792], [792, 1224], [1224, 1584], [1584, 2448], [2448, 3168]],
};
/** A page that fits has room for its head and foot, and no side is longer than a PDF page may be (PDF 1.7, Annex C). */
const SMALLEST = { width: 420, height: 298 };
const LONGEST = 14_400;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A page in points, and where and how large a drawing stands on it. */
export interface FittedPage extends Size {
  readonly x: number;
  readonly y: number;
  /** Points for each pixel. */
  readonly scale: number;
}

/**
 * The page for a drawing: of the asked size, or the smallest of its series on which names can be read, and beyond the
 * largest of them one as large as that takes. A drawing is never enlarged and never parted.
 */
export function fitPage(drawing: Size, { page, orientation }: Pick<PdfWish, 'page' | 'orientation'>): FittedPage {
  for (const sheet of page === 'fit' ? [] : sheetsFrom(page)) {
    const turned = orient(sheet, drawing, orientation);
    const scale = scaleOn(turned, drawing);
    if (scale >= FULL_SIZE * LEAST_SHARE) return placed(turned, drawing, scale);
  }
  return fitting(drawing, page === 'fit' ? FULL_SIZE : FULL_SIZE * LEAST_SHARE);
}

/** The sheet of a series that lists are printed on, upright. */
export function listSheet(page: PdfWish['page']): Size {
  const [width, height] = SERIES[page === 'letter' ? 'us' : 'a'][0]!;
  return { width, height };
}

function sheetsFrom(page: 'a4' | 'a3' | 'letter'): readonly (readonly [number, number])[] {
  return page === 'letter' ? SERIES.us : SERIES.a.slice(page === 'a3' ? 1 : 0);
}

function orient([short, long]: readonly [number, number], drawing: Size, orientation: PdfWish['orientation']): Size {
  const [portrait, landscape] = [{ width: short, height: long }, { width: long, height: short }];
  if (orientation !== 'auto') return orientation === 'portrait' ? portrait : landscape;
  return scaleOn(portrait, drawing) > scaleOn(landscape, drawing) ? portrait : landscape;
}

function scaleOn(sheet: Size, drawing: Size): number {
  const { width, height } = roomOn(sheet);
  return Math.min(FULL_SIZE, width / drawing.width, height / drawing.height);
}

function fitting(drawing: Size, wished: number): FittedPage {
  const most = roomOn({ width: LONGEST, height: LONGEST });
  const scale = Math.min(wished, most.width / drawing.width, most.height / drawing.height);
  const width = Math.max(SMALLEST.width, Math.ceil(drawing.width * scale + FRAME.left + FRAME.right));
  const height = Math.max(SMALLEST.height, Math.ceil(drawing.height * scale + FRAME.top + FRAME.bottom));
  return placed({ width: Math.min(LONGEST, width), height: Math.min(LONGEST, height) }, drawing, scale);
}

/** Centred across; at the top of a page that is much higher. */
function placed(sheet: Size, drawing: Size, scale: number): FittedPage {
  const room = roomOn(sheet);
  const [spareWidth, spareHeight] = [room.width - drawing.width * scale, room.height - drawing.height * scale];
  return { ...sheet, scale, x: FRAME.left + spareWidth / 2, y: FRAME.top + Math.min(spareHeight / 2, 60) };
}

function roomOn({ width, height }: Size): Size {
  return { width: width - FRAME.left - FRAME.right, height: height - FRAME.top - FRAME.bottom };
}
