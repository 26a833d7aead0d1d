import type { DocumentWork } from './document-work.js';
import { documents } from './documents-beside.js';

let onPage: DocumentWork | null = null;

/** Loads the work onto the page too: a page that ends cannot wait for an answer from beside it. */
export function keepAtHand(): void {
  if (onPage !== null) return;
  import('./document-work.js').then(
    ({ documentWork }) => (onPage = documentWork),
    (error: unknown) => console.warn('Work on documents could not be loaded onto the page', error),
  );
}

/** The work without a way to the worker and back, if it is loaded. */
export function atHand(): DocumentWork {
  return onPage ?? documents;
}
