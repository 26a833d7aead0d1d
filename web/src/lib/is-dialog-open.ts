const DIALOG = '[role="dialog"][aria-modal="true"]';

/**
 * Whether a dialog lies over the page, which keeps keys from what is below it. Dialogs lie beside the page, in portals: the
 * thousands of elements of a drawing need not be looked through.
 */
export function isDialogOpen(): boolean {
  return Array.from(document.body.children).some((child) => child.id !== 'root' && (child.matches(DIALOG) || child.querySelector(DIALOG) !== null));
}
