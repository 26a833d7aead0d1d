import type { DraftContent, DraftWork, Stored } from './save-state.js';

/** How a session starts, given what the server holds and what the device kept of an earlier session. */
export type OpenDecision =
  | { readonly kind: 'server' }
  /** Unsaved work goes on from `base`. */
  | { readonly kind: 'restore'; readonly base: Stored; readonly draft: DraftWork }
  /** Both sides changed: mine is shown, and theirs is `current`. */
  | { readonly kind: 'conflict'; readonly base: Stored; readonly draft: DraftWork; readonly current: Stored };

/** Compares contents before versions: an answer that got lost must not look like somebody else's change. */
export function decideOpening(draft: DraftContent | null, server: Stored): OpenDecision {
  if (draft === null) return { kind: 'server' };
  const title = draft.title === draft.base.title ? server.title : draft.title;
  const isOwnSave = draft.sent.includes(server.xml);
  const isOnlyTitleMine = draft.xml === draft.base.xml && !isOwnSave;
  // A name was meant for the drawing it was given to, not for what others made of it.
  const isNameMeant = draft.message !== undefined && (!isOnlyTitleMine || server.xml === draft.xml);
  // What was to be kept under a name is still to be kept, although nothing else is left to save.
  const asides = [...(draft.asides ?? []), ...(draft.message !== undefined && !isNameMeant ? [{ kind: 'name', version: draft.base.version, message: draft.message } as const] : [])];
  const isOver = asides.length === 0 && !isNameMeant;
  if (draft.xml === server.xml && title === server.title && isOver) return { kind: 'server' };
  const { xml, sent, lost, message, chosen } = draft;
  const mine: DraftWork = { xml, title, sent, ...(asides.length > 0 && { asides }), ...(lost && { lost }), ...(isNameMeant && { message }), ...(chosen && { chosen }) };
  if (isOnlyTitleMine) return title === server.title && isOver ? { kind: 'server' } : { kind: 'restore', base: server, draft: { ...mine, xml: server.xml } };
  const isSameDrawing = isOwnSave || server.xml === draft.base.xml || server.xml === draft.xml;
  if (server.version === draft.base.version || isSameDrawing) return { kind: 'restore', base: server, draft: mine };
  return { kind: 'conflict', base: draft.base, draft: { ...mine, title: draft.title }, current: server };
}
