/** Imports the server works on, by id, as long as this tab lives: a reload does not lose sight of them. */
const KEY = 'imports-under-way';
const MOST = 50;

export function underWay(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(-MOST) : [];
  } catch {
    return []; // no storage, or not ours: then a reload loses sight of them
  }
}

export function rememberUnderWay(id: string): void {
  keep([...underWay().filter((known) => known !== id), id].slice(-MOST));
}

export function forgetUnderWay(id: string): void {
  keep(underWay().filter((known) => known !== id));
}

export function forgetAllUnderWay(): void {
  keep([]);
}

function keep(ids: readonly string[]): void {
  try {
    if (ids.length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // as above
  }
}
