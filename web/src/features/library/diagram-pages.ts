import { type DiagramSummary, listDiagrams } from '@bpmn-studio/contracts';
import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.js';
import { drawingPause } from './drawing-pause.js';

export type DiagramSort = 'updated' | 'title' | 'created';

export interface DiagramFilter {
  readonly workspaceId: string;
  readonly q?: string | undefined;
  readonly sort?: DiagramSort | undefined;
  readonly deleted?: boolean;
}

export interface DiagramPage {
  readonly items: DiagramSummary[];
  readonly nextCursor: string | null;
}
export type DiagramPages = InfiniteData<DiagramPage, string | undefined>;

const PAGE_SIZE = 48;

/** The diagrams of a workspace, page by page; asks again softly while pictures are still being drawn. */
export function diagramPages({ workspaceId, q, sort = 'updated', deleted = false }: DiagramFilter) {
  return infiniteQueryOptions({
    queryKey: ['diagrams', workspaceId, { q: q ?? '', sort, deleted }] as const,
    queryFn: async ({ pageParam, signal }): Promise<DiagramPage> => {
      const query = { workspaceId, q: q === '' ? undefined : q, sort, limit: PAGE_SIZE, cursor: pageParam, deleted: deleted ? ('true' as const) : undefined };
      return (await call(listDiagrams, { query }, { signal })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => drawingPause(state.data?.pages.flatMap(({ items }) => items) ?? []),
  });
}

/** Changes the diagrams of the pages that are already here; `null` takes one out. */
export function mapPages(pages: DiagramPages, change: (diagram: DiagramSummary) => DiagramSummary | null): DiagramPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.flatMap((diagram) => change(diagram) ?? []) })) };
}
