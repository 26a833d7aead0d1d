import { keep, recall } from '../../../lib/device-memory.js';

/** What a person has read about a diagram and put away. Device-wide and small: a hundred diagrams, the newest ones. */
const KEY = 'bpmn-studio.reports-read';
const MOST = 100;

/** Whether these very words about a diagram were put away. */
export function isPutAway(diagramId: string, words: string): boolean {
  return read().some(([id, said]) => id === diagramId && said === words);
}

export function putAway(diagramId: string, words: string): void {
  keep(KEY, [...read().filter(([id]) => id !== diagramId), [diagramId, words]].slice(-MOST));
}

function read(): readonly (readonly [string, string])[] {
  const kept = recall(KEY);
  return Array.isArray(kept) ? kept.filter((entry): entry is [string, string] => Array.isArray(entry) && entry.length === 2) : [];
}
