export const SORTS = ['updated', 'title', 'created'] as const;
export type Sort = (typeof SORTS)[number];

export interface LibrarySearch {
  readonly q?: string;
  readonly sort?: Sort;
}

export interface OperationsSearch {
  /** How far back the page of operations looks; an hour without it. */
  readonly minutes?: number;
}

export interface EditorSearch {
  /** The id of an element to be shown. */
  readonly element?: string;
  /** The id of a thread of comments to be shown. */
  readonly thread?: string;
}

export interface CompareSearch {
  /** Versions; without them the newest and the one before. */
  readonly from?: number;
  readonly to?: number;
  /** Over each other instead of side by side. */
  readonly view?: 'over';
}

export interface AuthSearch {
  /** Where to go after signing in: a path on this site. */
  readonly next?: string;
}

/** Reads the library's address; what is not understood is dropped, defaults stay out of the address. */
export function parseLibrarySearch(raw: Record<string, unknown>): LibrarySearch {
  const q = typeof raw['q'] === 'string' || typeof raw['q'] === 'number' ? String(raw['q']).slice(0, 200) : '';
  const sort = SORTS.find((known) => known === raw['sort']);
  return { ...(q !== '' && { q }), ...(sort && sort !== 'updated' && { sort }) };
}

/** Reads the address of the page of operations: one of its ranges, or none. */
export function parseOperationsSearch(raw: { readonly minutes?: unknown }): OperationsSearch {
  const minutes = [15, 360, 1440].find((known) => known === Number(raw.minutes));
  return minutes === undefined ? {} : { minutes };
}

/** Reads the address of a diagram. Ids of elements may look like numbers. */
export function parseEditorSearch(raw: { readonly element?: unknown; readonly thread?: unknown }): EditorSearch {
  const element = typeof raw.element === 'string' || typeof raw.element === 'number' ? String(raw.element) : '';
  const thread = typeof raw.thread === 'string' && /^[0-9a-f-]{36}$/.test(raw.thread) ? raw.thread : undefined;
  return { ...(element !== '' && element.length <= 200 && { element }), ...(thread !== undefined && { thread }) };
}

/** Reads the address of a comparison: two versions, or whatever of it makes sense. */
export function parseCompareSearch(raw: { readonly from?: unknown; readonly to?: unknown; readonly view?: unknown }): CompareSearch {
  const [from, to] = [versionIn(raw.from), versionIn(raw.to)];
  return { ...(from !== null && { from }), ...(to !== null && { to }), ...(raw.view === 'over' && { view: 'over' as const }) };
}

function versionIn(raw: unknown): number | null {
  const version = typeof raw === 'number' || typeof raw === 'string' ? Number(raw) : Number.NaN;
  return Number.isInteger(version) && version > 0 && version < 2 ** 31 ? version : null;
}

/** Reads the sign-in address; `next` may only lead to this site: browsers skip tabs and line ends, so "/<tab>/host" would leave it. */
export function parseAuthSearch(raw: { readonly next?: unknown }): AuthSearch {
  const { next } = raw;
  return typeof next === 'string' && /^\/(?![/\\])[^\u0000-\u001f]*$/.test(next) ? { next } : {};
}
