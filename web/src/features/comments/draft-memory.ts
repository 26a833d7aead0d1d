import type { Named } from './mention-text.js';

/** Texts that were begun and not sent, with whom they mention, for as long as the tab lives: a reload must not cost them. */
const KEY = 'bpmn-studio.comment';

export interface CommentDraft {
  readonly text: string;
  /** Those who were chosen: names alone are not who is meant. */
  readonly chosen: readonly Named[];
}

export function recallDraft(place: string): CommentDraft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`${KEY}.${place}`) ?? 'null') as Partial<CommentDraft> | null;
    return typeof kept?.text === 'string' && Array.isArray(kept.chosen) ? { text: kept.text, chosen: kept.chosen } : null;
  } catch {
    return null; // the storage is shut: the text lives as long as its field
  }
}

/** @param draft null: it was sent, or there is nothing to keep */
export function keepDraft(place: string, draft: CommentDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(`${KEY}.${place}`);
    else sessionStorage.setItem(`${KEY}.${place}`, JSON.stringify(draft));
  } catch {
    // As said above.
  }
}
