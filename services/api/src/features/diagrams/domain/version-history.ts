/**
 * The rules of saving, as a pure model. The database carries them out in one statement (app.save_diagram and its
 * neighbours); a property test runs both side by side, so what stands here is what happens.
 */

export interface Version {
  readonly version: number;
  /** An autosave is forgotten one day; a version somebody named is not. */
  readonly kind: 'autosave' | 'named';
  readonly message: string | null;
  readonly title: string;
  /** What the document is, as far as the rules care: its SHA-256. */
  readonly content: string;
  readonly restoredFrom: number | null;
}

export interface History {
  readonly version: number;
  readonly title: string;
  readonly content: string;
  readonly deleted: boolean;
  /** Oldest first. The last one is the current version. */
  readonly versions: readonly Version[];
}

export type Command =
  | { readonly type: 'save'; readonly expected: number; readonly title?: string; readonly content?: string; readonly message?: string }
  | { readonly type: 'restoreVersion'; readonly version: number; readonly expected?: number }
  | { readonly type: 'nameVersion'; readonly version: number; readonly message: string | null }
  | { readonly type: 'delete' }
  | { readonly type: 'restore' };

export type Outcome = 'saved' | 'named' | 'unchanged' | 'conflict' | 'deleted' | 'version_not_found' | 'trashed' | 'restored';

export interface Decision {
  readonly outcome: Outcome;
  readonly history: History;
}

/** The history of a new diagram: its first version, an autosave. */
export function begin(title: string, content: string): History {
  const first: Version = { version: 1, kind: 'autosave', message: null, title, content, restoredFrom: null };
  return { version: 1, title, content, deleted: false, versions: [first] };
}

/**
 * What a command does to a history. A refusal leaves the history as it is.
 * @param kept how many autosaves are kept
 */
export function decide(history: History, command: Command, kept: number): Decision {
  switch (command.type) {
    case 'save':
      return save(history, command, kept);
    case 'restoreVersion':
      return restoreVersion(history, command, kept);
    case 'nameVersion':
      return nameVersion(history, command, kept);
    case 'delete':
      return history.deleted ? same(history) : { outcome: 'trashed', history: { ...history, deleted: true } };
    case 'restore':
      return history.deleted ? { outcome: 'restored', history: { ...history, deleted: false } } : same(history);
  }
}

function save(history: History, command: Command & { type: 'save' }, kept: number): Decision {
  if (history.deleted) return refuse(history, 'deleted');
  if (command.expected !== history.version) return refuse(history, 'conflict');
  const title = command.title ?? history.title;
  const content = command.content ?? history.content;
  const message = command.message ?? null;
  if (message === null && title === history.title && content === history.content) return same(history);
  return add(history, { title, content, message, kind: message === null ? 'autosave' : 'named', restoredFrom: null }, kept);
}

/** A restore is a new version with the content and the title of the old one. */
function restoreVersion(history: History, command: Command & { type: 'restoreVersion' }, kept: number): Decision {
  if (history.deleted) return refuse(history, 'deleted');
  if (command.expected !== undefined && command.expected !== history.version) return refuse(history, 'conflict');
  const old = history.versions.find((one) => one.version === command.version);
  if (old === undefined) return refuse(history, 'version_not_found');
  if (old.title === history.title && old.content === history.content) return same(history);
  return add(history, { title: old.title, content: old.content, message: null, kind: 'autosave', restoredFrom: old.version }, kept);
}

/** A name keeps a version for ever. Without one it is an autosave again, and may be one too many. */
function nameVersion(history: History, { version, message }: Command & { type: 'nameVersion' }, kept: number): Decision {
  if (history.deleted) return refuse(history, 'deleted');
  const old = history.versions.find((one) => one.version === version);
  if (old === undefined) return refuse(history, 'version_not_found');
  if (old.message === message) return same(history);
  const named: Version = { ...old, message, kind: message === null ? 'autosave' : 'named' };
  return { outcome: 'named', history: { ...history, versions: prune(history.versions.map((one) => (one === old ? named : one)), kept) } };
}

function add(history: History, next: Omit<Version, 'version'>, kept: number): Decision {
  const version = history.version + 1;
  const versions = prune([...history.versions, { ...next, version }], kept);
  return { outcome: 'saved', history: { ...history, version, title: next.title, content: next.content, versions } };
}

/** Keeps every named version and the newest autosaves. The current version is the newest of its kind, so it stays. */
function prune(versions: readonly Version[], kept: number): readonly Version[] {
  const autosaves = versions.filter((one) => one.kind === 'autosave');
  const oldestKept = autosaves.at(-kept)?.version ?? 1;
  return versions.filter((one) => one.kind === 'named' || one.version >= oldestKept);
}

function same(history: History): Decision {
  return { outcome: 'unchanged', history };
}

function refuse(history: History, outcome: Outcome): Decision {
  return { outcome, history };
}
