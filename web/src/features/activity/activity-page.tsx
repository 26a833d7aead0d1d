import { type AuditEntry, listAudit, type Workspace } from '@bpmn-studio/contracts';
import { Avatar, Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { call, isProblem, messageOf } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { PageHeader } from '../../ui/page-header.js';
import { TextLink } from '../../ui/text-link.js';
import classes from './activity-page.module.css';
import { describeAction } from './describe-action.js';

const entries = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', workspaceId] as const,
    queryFn: async ({ pageParam, signal }) => (await call(listAudit, { params: { workspaceId }, query: { limit: 50, cursor: pageParam } }, { signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  });

/** Who did what in a workspace, newest first. */
export function ActivityPage({ workspace }: { readonly workspace: Workspace }) {
  const pages = useInfiniteQuery(entries(workspace.id));
  const lines = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (isProblem(pages.error, 'auth.forbidden')) return <PageHeader title="Activity" text="Only owners of the workspace can see what happened in it." />;
  return (
    <>
      <PageHeader title="Activity" text={`What was done in ${workspace.name}, newest first.`} />
      {pages.isError && <ErrorState title="The activity could not be loaded" message={messageOf(pages.error)} onRetry={() => void pages.refetch()} retryAfterSeconds={secondsToNextTry(pages.errorUpdateCount, pages.error)} busy={pages.isFetching} />}
      {pages.isPending && (
        <Stack gap="sm" aria-hidden="true">
          {Array.from({ length: 8 }, (_, index) => (
            <Skeleton key={index} h={44} />
          ))}
        </Stack>
      )}
      {pages.isSuccess && lines.length === 0 && <EmptyState picture={<IconActivity size={56} stroke={1} />} title="Nothing happened yet" text="Every change to a diagram will be listed here." />}
      {lines.length > 0 && (
        <ul className={classes.list} aria-label="Activity">
          {lines.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </>
  );
}

function Line({ entry }: { readonly entry: AuditEntry }) {
  const { before, subject, after } = describeAction(entry);
  const person = entry.actor?.name ?? 'The system';
  return (
    <li className={classes.line}>
      <Avatar size={30} name={person} color="petrol" aria-hidden="true" />
      <Text size="sm" className={classes.text}>
        <b>{person}</b> {before}{' '}
        {entry.subjectType === 'diagram' ? (
          <TextLink to="/diagrams/$diagramId" params={{ diagramId: entry.subjectId }}>
            {subject}
          </TextLink>
        ) : (
          subject
        )}{' '}
        {after}
      </Text>
      <Text size="xs" c="dimmed" component="time" dateTime={entry.at} title={exactTime(entry.at)} className={classes.time}>
        {relativeTime(entry.at)}
      </Text>
    </li>
  );
}
