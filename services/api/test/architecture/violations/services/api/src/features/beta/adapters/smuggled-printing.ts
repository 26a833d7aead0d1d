// violates: vendor-printing
import PDFDocument from 'pdfkit';

export const smuggled_printing = [PDFDocument];
