import { exportDiagram, type RequestOf } from '@bpmn-studio/contracts';
import { callFile } from '../../../api/call-file.js';
import { OfflineError } from '../../../api/client.js';
import { download, fileNameFor } from '../../../lib/download.js';
import { exportDrawing } from '../page/export-drawing.js';
import type { Workbench } from '../page/workbench.js';

export type ServerWish = Omit<RequestOf<typeof exportDiagram>['query'], 'format'> & { readonly format: 'png' | 'pdf' };

/** A file was made, or why not: in words for the person who waits. */
export type Exported = { readonly made: true; readonly note: string | null } | { readonly made: false; readonly reason: string };

const TYPES = { png: 'image/png', pdf: 'application/pdf' };

/**
 * Saves, and has the server make a file of what is saved. Where that is not possible, the browser makes a PNG of what is
 * on the screen; a PDF it cannot make.
 * @throws ApiError when the server refuses
 */
export async function exportFromServer({ diagramId, editing, readOnly }: Workbench, wish: ServerWish): Promise<Exported> {
  const { drawing, saving } = editing;
  drawing.completeLabel();
  const trouble = readOnly ? null : await editing.saveNow();
  const { title } = saving.state;
  if (trouble !== null) return byBrowser('Your last changes are not on the server yet', wish);
  try {
    const { file, headers } = await callFile(exportDiagram, { params: { id: diagramId }, query: wish });
    download(file, fileNameFor(title, wish.format), TYPES[wish.format]);
    const scale = Number(headers.get('export-scale') ?? wish.scale);
    return { made: true, note: scale < Number(wish.scale ?? scale) ? `The picture would have been too large, so it was made at ${scale}×.` : null };
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    return byBrowser('The server could not be reached', wish);
  }

  async function byBrowser(why: string, { format, scale }: ServerWish): Promise<Exported> {
    if (format === 'pdf') return { made: false, reason: `${why}, and it makes the PDF from what is saved. Your work is kept on this device. Try again when it says “Saved”, or export a PNG or SVG picture, which this browser makes by itself.` };
    await exportDrawing(drawing, title, 'png', Number(scale));
    return { made: true, note: `${why}, so this browser made the picture from what is on the screen.` };
  }
}
