/** What the paper of a PDF is; `fit` is a page as large as the drawing. */
export const PAGES = ['fit', 'a4', 'a3', 'letter'] as const;
export const ORIENTATIONS = ['auto', 'portrait', 'landscape'] as const;

/** Pixels of the largest PNG: 96 MB while it is drawn, and as much again while it is packed. */
export const MOST_PIXELS = 24_000_000;
/**
 * Longest time one drawing may take on a thread, and wait for one, in milliseconds. 9,000 elements take a processor 8 s as a
 * PNG, and three times as long where it is shared with others; a gateway waits for 60 s in all.
 */
export const PRINT_TIME_LIMIT_MS = 30_000;
export const PRINT_LONGEST_WAIT_MS = 10_000;

export interface Facts {
  readonly title: string;
  readonly version: number;
  /** RFC 3339; also the date of the file, so that the same input gives the same bytes. */
  readonly savedAt: string;
  readonly author: string | null;
}

export interface PdfWish {
  readonly page: (typeof PAGES)[number];
  readonly orientation: (typeof ORIENTATIONS)[number];
  /** Whether the elements are listed behind the drawings. */
  readonly appendix: boolean;
}

interface Original {
  /** As stored; finds its encoding out by itself. */
  readonly document: Uint8Array;
  /** From 0; undefined: all of them in a PDF, else the first with something to draw. */
  readonly diagram: number | undefined;
}

export interface SvgTask extends Original {
  readonly work: 'svg';
}
export interface PngTask extends Original {
  readonly work: 'png';
  /** Pixels of the picture for each of the drawing. */
  readonly scale: number;
}
export interface PdfTask extends Original, PdfWish {
  readonly work: 'pdf';
  readonly facts: Facts;
}
export type PrintTask = SvgTask | PngTask | PdfTask;

export interface Png {
  readonly png: Uint8Array;
  /** Smaller than asked for where the picture would have had too many pixels. */
  readonly scale: number;
}

/** Why a document cannot be printed for good, in words for a person: also its message. */
export class NotPrintable extends Error {
  override readonly name = 'NotPrintable';
}

/**
 * Port: makes files to look at from documents, on threads of their own, so that neither saving nor thumbnails wait for
 * them. Throws NotPrintable, and BpmnThreadError (platform/threads) when it is busy, stopped, too slow or too big.
 */
export abstract class Printing {
  abstract svg(task: Omit<SvgTask, 'work'>): Promise<string>;
  abstract png(task: Omit<PngTask, 'work'>): Promise<Png>;
  abstract pdf(task: Omit<PdfTask, 'work'>): Promise<Uint8Array>;
}
