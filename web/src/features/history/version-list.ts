import { listVersions, type VersionSummary } from '@bpmn-studio/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.js';
import { exactTime, relativeTime } from '../../lib/relative-time.js';

/** The versions of a diagram, newest first, page by page. A newer version of the diagram asks anew. */
export function versionsQuery(diagramId: string, version: number) {
  return infiniteQueryOptions({
    queryKey: ['versions', diagramId, version] as const,
    queryFn: async ({ pageParam, signal }) =>
      (await call(listVersions, { params: { id: diagramId }, query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } }, { signal })).data,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** How a person would call a version in the middle of a sentence. */
export function labelOf({ message, createdAt }: Pick<VersionSummary, 'message' | 'createdAt'>): string {
  return message === null ? `the version of ${exactTime(createdAt)}` : `“${message}”`;
}

/** What happened, in a few words: a name, the beginning, a restore, or just that it was saved. */
export function headlineOf({ version, message, createdAt, restoredFrom }: VersionSummary): string {
  if (message !== null) return message;
  if (version === 1) return `Created, ${relativeTime(createdAt)}`;
  return restoredFrom === null ? capitalised(relativeTime(createdAt)) : `Restored, ${relativeTime(createdAt)}`;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
