import PdfFile from 'pdfkit';
import type { ModdleElement } from '@bpmn-studio/bpmn';
import { fitPage } from './fit-page.ts';
import { fonts } from './fonts.ts';
import { Letters } from './lettering.ts';
import { listElements } from './list-elements.ts';
import { drawingPage, listPages, writeFeet } from './pdf-pages.ts';
import type { Facts, PdfWish } from './printing.ts';
import { readPicture } from './read-picture.ts';

/** A drawing of the file, with the name it goes by. */
export interface Drawn {
  readonly name: string | undefined;
  readonly svg: string;
}

/**
 * Makes a PDF 1.7 of drawings: vectors, texts that can be selected in fonts of which the used parts are embedded, an
 * outline, tags for screen readers. The same input gives the same bytes.
 */
export async function drawPdf(drawings: readonly Drawn[], definitions: ModdleElement, facts: Facts, wish: PdfWish): Promise<Uint8Array> {
  const savedAt = new Date(facts.savedAt);
  const document = new PdfFile({
    autoFirstPage: false, bufferPages: true, compress: true, pdfVersion: '1.7', tagged: true, displayTitle: true, lang: 'en', font: '',
    info: { Title: facts.title, Subject: `BPMN diagram, version ${facts.version}`, ...(facts.author === null ? {} : { Author: facts.author }), Creator: 'BPMN Studio', Producer: 'BPMN Studio', CreationDate: savedAt, ModDate: savedAt },
  });
  const bytes = collect(document);
  const letters = new Letters(document, fonts());
  const root = document.struct('Document');
  document.addStructure(root);
  const sheet = { document, letters, root };
  drawings.forEach(({ name, svg }, i) => {
    const picture = readPicture(svg);
    const [x = 0, y = 0, width = 1, height = 1] = (picture.attributes['viewBox'] ?? '').split(' ').map(Number);
    const view = { x, y, width, height };
    const own = name ?? (drawings.length === 1 ? facts.title : `Diagram ${i + 1}`);
    drawingPage(sheet, { picture, name: own, page: fitPage(view, wish), view });
  });
  if (wish.appendix) listPages(sheet, listElements(definitions), wish);
  root.end();
  writeFeet(document, letters, facts);
  document.end();
  return await bytes;
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}
