import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Edits of a live session that the server has not acknowledged: what its document lacks, as an update of it. */
export interface LiveEdits {
  readonly userId: string;
  readonly diagramId: string;
  readonly session: string;
  readonly update: Uint8Array;
  readonly at: number;
}

interface Schema extends DBSchema {
  live: { key: string; value: LiveEdits; indexes: { owner: [string, string] } };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

const forget = (): void => void (opened = null);

/**
 * The database of live edits. Not a store in that of drafts: a newer version of it would shut out tabs that run the last
 * release, and what comes after a release is taken back; their drafts would be kept nowhere.
 */
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('bpmn-studio-live', 1, {
    upgrade: (db) => void db.createObjectStore('live', { keyPath: 'session' }).createIndex('owner', ['userId', 'diagramId']),
    blocking: (_current, _next, event) => {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  }).catch((error: unknown) => {
    forget();
    throw error;
  });
  return opened;
}

/** Keeps edits of a live session. Resolves when the browser has them; the commit is asked for at once, as for drafts. */
export async function keepLiveEdits(edits: LiveEdits): Promise<void> {
  const transaction = (await database()).transaction('live', 'readwrite', { durability: 'strict' });
  const written = transaction.store.put(edits);
  transaction.commit();
  await Promise.all([written, transaction.done]);
}

/** The edits of live sessions kept for one diagram, the oldest first: later ones may build on them. */
export async function liveEditsOf({ userId, diagramId }: Pick<LiveEdits, 'userId' | 'diagramId'>): Promise<LiveEdits[]> {
  const edits = await (await database()).getAllFromIndex('live', 'owner', [userId, diagramId]);
  return edits.sort((a, b) => a.at - b.at);
}

/** Lets go of edits that the server has. */
export async function dropLiveEdits(session: string): Promise<void> {
  await (await database()).delete('live', session);
}

/** The diagrams of which this browser holds edits of a person that the server may not have. An array sorts after every string. */
export async function diagramsWithLiveEdits(userId: string): Promise<readonly string[]> {
  const edits = await (await database()).getAllFromIndex('live', 'owner', IDBKeyRange.bound([userId], [userId, []]));
  return edits.map(({ diagramId }) => diagramId);
}
