import { getVersion, listVersions, type VersionSummary } from '@bpmn-studio/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.js';
import { dayAndClock, exactTime, relativeTime } from '../../lib/relative-time.js';

/**
 * The versions of a diagram, newest first, page by page.
 * @param version the newest one the server is known to hold: a newer one asks anew. Null: whichever it is
 */
export function versionsQuery(diagramId: string, version: number | null) {
  return infiniteQueryOptions({
    queryKey: ['versions', diagramId, version] as const,
    queryFn: async ({ pageParam, signal }) =>
      (await call(listVersions, { params: { id: diagramId }, query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } }, { signal })).data,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** One version with its document, which never changes. */
export function versionQuery(diagramId: string, version: number) {
  return queryOptions({
    queryKey: ['version', diagramId, version] as const,
    queryFn: async ({ signal }) => (await call(getVersion, { params: { id: diagramId, version } }, { signal })).data,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

/** How a person would call a version in the middle of a sentence. */
export function labelOf({ message, createdAt }: Pick<VersionSummary, 'message' | 'createdAt'>): string {
  return message === null ? `the version of ${exactTime(createdAt)}` : `“${message}”`;
}

/** What it is, in a word or two: its name, the beginning, a restore, or just that it was saved. */
export function headlineOf({ version, message, restoredFrom }: Pick<VersionSummary, 'version' | 'message' | 'restoredFrom'>): string {
  if (message !== null) return message;
  if (restoredFrom !== null) return `Restored version ${restoredFrom}`;
  return version === 1 ? 'Created' : 'Autosave';
}

/** Who saved it, and how long ago. */
export function bylineOf({ createdBy, createdAt }: Pick<VersionSummary, 'createdBy' | 'createdAt'>, now = Date.now()): string {
  return `${createdBy?.name ?? 'Somebody'} · ${relativeTime(createdAt, now)}`;
}

/** A line of a list to choose from: which, what, when and whose. */
export function optionOf(item: VersionSummary): string {
  return `${item.version} · ${headlineOf(item)} · ${dayAndClock(item.createdAt)}${item.createdBy ? ` · ${item.createdBy.name}` : ''}`;
}
