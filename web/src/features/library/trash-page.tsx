import { roleIncludes, TRASH_DAYS, type Workspace } from '@bpmn-studio/contracts';
import { Button, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { messageOf } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { plural } from '../../lib/plural.js';
import { daysLeft, relativeTime } from '../../lib/relative-time.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { PageHeader } from '../../ui/page-header.js';
import { diagramPages } from './diagram-pages.js';
import { DiagramSkeletons } from './diagram-skeletons.js';
import { focusAfter } from './focus-after.js';
import { MoreOnScroll } from '../../ui/more-on-scroll.js';
import { Thumbnail } from '../../ui/thumbnail.js';
import classes from './trash-page.module.css';
import { useDiagramActions } from './use-diagram-actions.js';

/** What was thrown away and can still be had back. */
export function TrashPage({ workspace }: { readonly workspace: Workspace }) {
  const actions = useDiagramActions();
  const pages = useInfiniteQuery(diagramPages({ workspaceId: workspace.id, deleted: true }));
  const diagrams = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const mayWrite = roleIncludes(workspace.role, 'editor');

  return (
    <>
      <PageHeader title="Trash" text={`Diagrams stay here for ${TRASH_DAYS} days; then they are deleted for good.`} />
      {pages.isError && <ErrorState title="The trash could not be loaded" message={messageOf(pages.error)} onRetry={() => void pages.refetch()} retryAfterSeconds={secondsToNextTry(pages.errorUpdateCount, pages.error)} busy={pages.isFetching} />}
      {pages.isPending && <DiagramSkeletons view="list" />}
      {pages.isSuccess && diagrams.length === 0 && <EmptyState picture={<Bin />} title="The trash is empty" text="Diagrams you move to the trash can be restored from here." />}
      {diagrams.length > 0 && (
        <ul className={classes.list} aria-label="Diagrams in the trash">
          {diagrams.map((diagram) => (
            <li key={diagram.id} className={classes.row} data-diagram={diagram.id}>
              <div className={classes.picture}>
                <Thumbnail url={diagram.thumbnailUrl} />
              </div>
              <div className={classes.text}>
                <Text fw={600} size="sm" truncate title={diagram.title}>
                  {diagram.title}
                </Text>
                {diagram.deletedAt && (
                  <Text size="xs" c="dimmed">
                    Moved here {relativeTime(diagram.deletedAt)} · {plural(daysLeft(diagram.deletedAt, TRASH_DAYS), 'day')} left
                  </Text>
                )}
              </div>
              {mayWrite && (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconArrowBackUp size={16} />}
                  aria-label={`Restore ${diagram.title}`}
                  onClick={() => {
                    focusAfter(diagram.id);
                    actions.restore(diagram);
                  }}
                >
                  Restore
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <MoreOnScroll pages={pages} />
    </>
  );
}

function Bin() {
  return (
    <svg width="84" height="84" viewBox="0 0 84 84" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" focusable="false">
      <path d="M22 28h40l-3 40a4 4 0 0 1-4 4H29a4 4 0 0 1-4-4zM18 28h48M34 28v-8h16v8" />
      <path d="M36 40v20m12-20v20" strokeDasharray="1 7" />
    </svg>
  );
}
