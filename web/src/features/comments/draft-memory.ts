/** Texts that were begun and not sent, for as long as the tab lives: a reload must not cost them. */
const KEY = 'bpmn-studio.comment';

export function recallDraft(place: string): string {
  try {
    return sessionStorage.getItem(`${KEY}.${place}`) ?? '';
  } catch {
    return ''; // the storage is shut: the text lives as long as its field
  }
}

export function keepDraft(place: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(`${KEY}.${place}`);
    else sessionStorage.setItem(`${KEY}.${place}`, text);
  } catch {
    // As said above.
  }
}
