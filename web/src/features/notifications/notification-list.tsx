import type { Notification } from '@bpmn-studio/contracts';
import { Avatar, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { messageOf } from '../../api/client.js';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import { ErrorState } from '../../ui/error-state.js';
import classes from './bell.module.css';
import { eventWords, markRead, notificationsQuery } from './notifications.js';

/** What concerns the person, newest first. Each leads to its thread, which reads it. */
export function NotificationList({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const { data, error, isFetching, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(notificationsQuery);
  const [trouble, setTrouble] = useState<string | null>(null);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const mark = (ids?: readonly string[]) => markRead(queries, ids).then(() => setTrouble(null), (fault: unknown) => setTrouble(`Not marked as read: ${messageOf(fault)}`));
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>Notifications</h2>
        {items.some(({ read }) => !read) && (
          <Button size="compact-sm" variant="subtle" onClick={() => void mark()}>
            Mark all as read
          </Button>
        )}
      </div>
      {trouble !== null && (
        <Text size="xs" px="md" py={6} role="alert">
          {trouble}
        </Text>
      )}
      <div className={classes.scroll}>
        {data === undefined && error !== null && <ErrorState title="They could not be read" message={messageOf(error)} busy={isFetching} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Waiting />}
        {data !== undefined && items.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            Nothing yet. You hear here when somebody mentions you, answers in a thread of yours, or resolves one.
          </Text>
        )}
        <ul className={classes.list} hidden={items.length === 0}>
          {items.map((item) => (
            <li key={item.id} className={classes.item} data-fresh={!item.read || undefined}>
              <Item item={item} onOpen={onClose} />
              {!item.read && <button type="button" className={classes.dot} title="Mark as read" aria-label={`Mark as read: ${wordsOf(item)}`} onClick={() => void mark([item.id])} />}
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Older ones
          </Button>
        )}
      </div>
    </>
  );
}

function Item({ item, onOpen }: { readonly item: Notification; readonly onOpen: () => void }) {
  const name = item.by?.name ?? 'A former member';
  return (
    <Link to="/diagrams/$diagramId" params={{ diagramId: item.diagramId }} search={{ thread: item.threadId }} className={classes.link} onClick={onOpen}>
      <Avatar size={30} name={name} color="petrol" aria-hidden />
      <span className={classes.words}>
        <span>
          <b>{name}</b> {eventWords(item)} <b>{item.diagramTitle}</b>
        </span>
        {item.excerpt !== '' && <span className={classes.excerpt}>{item.excerpt}</span>}
        <time dateTime={item.at} title={exactTime(item.at)}>
          {relativeTime(item.at)}
        </time>
      </span>
    </Link>
  );
}

function wordsOf(item: Notification): string {
  return `${item.by?.name ?? 'A former member'} ${eventWords(item)} ${item.diagramTitle}`;
}

function Waiting() {
  return (
    <Stack gap="md" p="md" aria-busy="true" aria-label="Reading the notifications">
      {[1, 2, 3].map((line) => (
        <div key={line}>
          <Skeleton height={12} width="70%" mb={8} />
          <Skeleton height={10} width="90%" />
        </div>
      ))}
    </Stack>
  );
}
