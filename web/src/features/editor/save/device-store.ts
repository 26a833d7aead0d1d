import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { uniqueKey } from '../../../lib/unique-key.js';
import { diagramsWithLiveEdits } from './live-store.js';
import type { DraftContent, Stored } from './save-state.js';

/** Documents remembered for opening without a network; the oldest go first. */
const REMEMBERED = 20;
const COPY_DAYS = 60;
/** The newest copies stay however old they look: a clock that was wrong for a day must not cost anybody's work. */
const COPIES_KEPT = 20;
const CLEARING_MS = 300;
const DAY_MS = 86_400_000;

export interface Owner {
  readonly userId: string;
  readonly diagramId: string;
}

/** Unsaved work of one open editor. Each editor (tab) has a record of its own, so that two never overwrite each other. */
export interface Draft extends Owner, DraftContent {
  readonly session: string;
  readonly at: number;
}

/** Work that was put aside, and can be fetched back. */
export interface KeptCopy extends Owner {
  readonly id: string;
  readonly title: string;
  readonly xml: string;
  readonly at: number;
}

interface Remembered extends Owner {
  readonly at: number;
  readonly workspaceId: string;
  readonly document: Stored;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { owner: [string, string] } };
  copies: { key: string; value: KeptCopy; indexes: { owner: [string, string]; at: number } };
  documents: { key: [string, string]; value: Remembered; indexes: { at: number } };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;
const losing = new Set<() => void>();

/** Calls back when the database is taken away under an open page: whatever was kept has to be kept anew. Returns what ends that. */
export function whenDeviceForgets(forgotten: () => void): () => void {
  losing.add(forgotten);
  return () => losing.delete(forgotten);
}

/** Told a moment later: while the browser clears what it kept, it opens nothing. */
function forget(): void {
  opened = null;
  setTimeout(() => losing.forEach((forgotten) => forgotten()), CLEARING_MS);
}

/** The database of this browser. A failed opening is not remembered: the next call tries again. */
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('bpmn-studio-editor', 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'session' }).createIndex('owner', ['userId', 'diagramId']);
      const copies = db.createObjectStore('copies', { keyPath: 'id' });
      copies.createIndex('owner', ['userId', 'diagramId']);
      copies.createIndex('at', 'at');
      db.createObjectStore('documents', { keyPath: ['userId', 'diagramId'] }).createIndex('at', 'at');
    },
    blocking: (_current, _next, event) => {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/**
 * Writes unsaved work down. Resolves when the browser has it. The commit is asked for at once: a transaction left to
 * commit by itself is given up when the page is closed right after the write.
 */
export async function keepDraft(draft: Draft): Promise<void> {
  const transaction = (await database()).transaction('drafts', 'readwrite', { durability: 'strict' });
  const written = transaction.store.put(draft);
  transaction.commit();
  await Promise.all([written, transaction.done]);
}

/** Removes a draft unless it holds newer edits than these. */
export async function dropDraft(session: string, revision: number): Promise<void> {
  const transaction = (await database()).transaction('drafts', 'readwrite');
  const draft = await transaction.store.get(session);
  if (draft && draft.revision <= revision) await transaction.store.delete(session);
  await transaction.done;
}

/** Every draft of one person for one diagram, the newest first. */
export async function draftsOf({ userId, diagramId }: Owner): Promise<Draft[]> {
  const drafts = await (await database()).getAllFromIndex('drafts', 'owner', [userId, diagramId]);
  return drafts.sort((a, b) => b.at - a.at);
}

/** Makes a draft another session's own, in one step. */
export async function moveDraft(draft: Draft, session: string): Promise<Draft> {
  const transaction = (await database()).transaction('drafts', 'readwrite', { durability: 'strict' });
  const moved = { ...draft, session, revision: 1 };
  await Promise.all([transaction.store.put(moved), transaction.store.delete(draft.session), transaction.done]);
  return moved;
}

/** Puts work aside, and lets go of what was put aside long ago and is not among the newest. */
export async function keepCopy(copy: KeptCopy): Promise<void> {
  const transaction = (await database()).transaction('copies', 'readwrite', { durability: 'strict' });
  await transaction.store.put(copy);
  const byAge = transaction.store.index('at');
  const [old, count] = await Promise.all([byAge.getAllKeys(IDBKeyRange.upperBound(copy.at - COPY_DAYS * DAY_MS)), transaction.store.count()]);
  for (const id of toLetGo(old, count)) await transaction.store.delete(id);
  await transaction.done;
}

/** Of these old copies, the oldest first, those that are not among the newest of all. */
export function toLetGo<T>(old: readonly T[], count: number): readonly T[] {
  return old.slice(0, Math.max(0, count - COPIES_KEPT));
}

/** Documents of a draft that are to be kept under a name on the server, put aside here instead: the draft goes. */
export async function keepAsides({ userId, diagramId, title, asides = [] }: Owner & Pick<DraftContent, 'title' | 'asides'>): Promise<void> {
  for (const aside of asides) if (aside.kind === 'save') await keepCopy({ userId, diagramId, id: uniqueKey(), title, xml: aside.xml, at: Date.now() });
}

/** The work put aside for one diagram, the newest first. */
export async function copiesOf({ userId, diagramId }: Owner): Promise<KeptCopy[]> {
  const copies = await (await database()).getAllFromIndex('copies', 'owner', [userId, diagramId]);
  return copies.sort((a, b) => b.at - a.at);
}

/** Lets go of work that was put aside. */
export async function dropCopy(id: string): Promise<void> {
  await (await database()).delete('copies', id);
}

/** Remembers a document as the server holds it, for opening it without a network. */
export async function rememberDocument(record: Remembered): Promise<void> {
  const transaction = (await database()).transaction('documents', 'readwrite');
  await transaction.store.put(record);
  const keys = await transaction.store.index('at').getAllKeys();
  for (const key of keys.slice(0, Math.max(0, keys.length - REMEMBERED))) await transaction.store.delete(key);
  await transaction.done;
}

/** The document as it was when this browser last heard of it. */
export async function rememberedDocument({ userId, diagramId }: Owner): Promise<Remembered | undefined> {
  return (await database()).get('documents', [userId, diagramId]);
}

/** Of how many diagrams this browser holds work of a person that may be nowhere else: unsaved, or put aside. */
export async function countUnsaved(userId: string): Promise<number> {
  const transaction = (await database()).transaction(['drafts', 'copies']);
  const kept = await Promise.all([
    transaction.objectStore('drafts').index('owner').getAll(everythingOf(userId)),
    transaction.objectStore('copies').index('owner').getAll(everythingOf(userId)),
  ]);
  return new Set([...kept.flat().map(({ diagramId }) => diagramId), ...(await diagramsWithLiveEdits(userId))]).size;
}

/** Lets go of the documents that were remembered for a person. */
export async function forgetDocuments(userId: string): Promise<void> {
  await (await database()).delete('documents', everythingOf(userId));
}

/** Every key that begins with this person; an array sorts after every string. */
const everythingOf = (userId: string) => IDBKeyRange.bound([userId], [userId, []]);
