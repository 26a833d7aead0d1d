import { keep, recall } from '../../lib/device-memory.js';

const KEY = 'bpmn-studio.recent-commands';
const MOST = 5;

/** Ids of what was done last from the palette, newest first. */
export function recentCommands(): readonly string[] {
  const kept = recall(KEY);
  return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, MOST) : [];
}

/** Remembers that something was done. */
export function rememberCommand(id: string): void {
  keep(KEY, [id, ...recentCommands().filter((each) => each !== id)].slice(0, MOST));
}
