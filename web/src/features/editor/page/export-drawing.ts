import { notifications } from '@mantine/notifications';
import { download, downloadFrom, fileNameFor } from '../../../lib/download.js';
import type { Drawing } from '../canvas/drawing.js';

/** What the browser makes by itself, of what is on the screen. */
export type LocalFormat = 'bpmn' | 'svg' | 'png';

/** Pixels a side: beyond this some browsers draw nothing at all. */
const LARGEST_SIDE = 8_000;

/**
 * Hands the drawing, as it stands, to the browser as a file.
 * @param scale png: pixels for each of the drawing
 */
export async function exportDrawing(drawing: Drawing, title: string, format: LocalFormat, scale = 2): Promise<void> {
  drawing.completeLabel();
  if (format === 'bpmn') return download(await drawing.write(), fileNameFor(title, 'bpmn'), 'application/bpmn+xml');
  const svg = await drawing.toSvg();
  if (format === 'svg') return download(svg, fileNameFor(title, 'svg'), 'image/svg+xml');
  downloadFrom(await toPng(svg, scale), fileNameFor(title, 'png'));
}

/** The same for a button that says nothing itself: where no file can be made, a notice says why. */
export async function offerFile(drawing: Drawing, title: string, format: LocalFormat): Promise<void> {
  try {
    await exportDrawing(drawing, title, format);
  } catch (error) {
    console.warn('A file could not be made', error);
    notifications.show({ color: 'orange', message: `The file could not be made: ${error instanceof Error ? error.message : String(error)}` });
  }
}

/** A data address rather than a blob's: the page's policy allows images from data only. */
async function toPng(svg: string, wished: number): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(wished, LARGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  const sheet = document.createElement('canvas');
  sheet.width = Math.max(1, Math.round(image.naturalWidth * scale));
  sheet.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw pictures');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(image, 0, 0, sheet.width, sheet.height);
  return sheet.toDataURL('image/png');
}
