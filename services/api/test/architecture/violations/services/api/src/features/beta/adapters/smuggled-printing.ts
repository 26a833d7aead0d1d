// violates: vendor-printing
import PdfFile from 'pdfkit';

export const smuggled_printing = [PdfFile];
