import { searchDiagrams } from '@bpmn-studio/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.js';

const PAGE_SIZE = 20;

/** What is found in a workspace, page by page. A search nobody waits for any more is broken off. */
export function searchPages(workspaceId: string, q: string) {
  return infiniteQueryOptions({
    queryKey: ['search', workspaceId, q] as const,
    queryFn: async ({ pageParam, signal }) => (await call(searchDiagrams, { query: { workspaceId, q, limit: PAGE_SIZE, cursor: pageParam } }, { signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}
