export { PrintModule } from './print.module.js';
export { MOST_PIXELS, NotPrintable, ORIENTATIONS, PAGES, Printing, type Facts, type PdfTask, type PdfWish, type Png, type PngTask, type SvgTask } from './printing.js';
