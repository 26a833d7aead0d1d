import type { Thread, ThreadSummary } from '@bpmn-studio/contracts';
import { ActionIcon, Button, Group, Menu, Modal, Skeleton, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconBell, IconBellOff, IconCheck, IconDots, IconRotate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isProblem, messageOf } from '../../api/client.js';
import { ErrorState } from '../../ui/error-state.js';
import { CommentItem } from './comment-item.js';
import classes from './comments.module.css';
import { Composer } from './composer.js';
import { ThreadPlace } from './thread-place.js';
import { threadQuery, type ThreadWork } from './threads.js';

interface ThreadViewProps {
  readonly diagramId: string;
  readonly workspaceId: string | null;
  readonly threadId: string;
  /** What the list knows of it already. */
  readonly summary: ThreadSummary | undefined;
  readonly work: ThreadWork;
  readonly userId: string;
  readonly gone: boolean;
  readonly onShow: () => void;
  readonly onBack: () => void;
}

/** One thread: what was said, and where the next word is written. */
export function ThreadView({ diagramId, workspaceId, threadId, summary, work, userId, gone, onShow, onBack }: ThreadViewProps) {
  const { data, error, isFetching, refetch } = useQuery(threadQuery(diagramId, threadId));
  const thread = data?.value;
  const [deleting, setDeleting] = useState<string | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), [threadId]);
  useReading(thread, work);
  const known = thread ?? summary;
  const attempt = (change: Promise<unknown>) =>
    change.catch((fault: unknown) => notifications.show({ id: 'comment-trouble', color: 'orange', message: `That was not done: ${messageOf(fault)}` }));

  const remove = async (commentId: string) => {
    setDeleting(null);
    await attempt(work.delete(threadId, commentId));
    if (thread?.comments === 1) onBack();
  };

  return (
    <>
      <div className={classes.threadHead}>
        <ActionIcon ref={back} variant="subtle" color="gray" size={32} onClick={onBack} aria-label="All comments">
          <IconArrowLeft size={18} />
        </ActionIcon>
        {known && <ThreadPlace anchor={known.anchor} gone={gone} onShow={onShow} />}
        {known && (
          <Tooltip label={known.resolvedAt === null ? 'Resolve' : 'Reopen'}>
            <ActionIcon
              variant="light"
              size={32}
              aria-label={known.resolvedAt === null ? 'Resolve' : 'Reopen'}
              onClick={() => void attempt(work.resolve(threadId, known.resolvedAt === null))}
            >
              {known.resolvedAt === null ? <IconCheck size={18} /> : <IconRotate size={17} />}
            </ActionIcon>
          </Tooltip>
        )}
        {known && (
          <Menu width={230}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size={32} aria-label="More for this thread">
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={known.muted ? <IconBell size={16} /> : <IconBellOff size={16} />} onClick={() => void attempt(work.mute(threadId, !known.muted))}>
                {known.muted ? 'Tell me of answers again' : 'Mute this thread'}
              </Menu.Item>
              <Menu.Label>{known.muted ? 'You hear of it only when you are mentioned.' : 'You would still hear when you are mentioned.'}</Menu.Label>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <div className={classes.scroll}>
        {known && known.resolvedAt !== null && (
          <p className={classes.note} role="status">
            Resolved by {known.resolvedBy?.name ?? 'a former member'}. An answer opens it again.
          </p>
        )}
        {gone && (
          <p className={classes.note} role="status">
            {known?.anchor.elementName ?? 'The element'} is gone from the drawing. What was said stays.
          </p>
        )}
        {thread === undefined && error === null && <Waiting />}
        {thread === undefined && error !== null && (isProblem(error, 'comment.not_found') ? <Text size="sm" c="dimmed" p="md">This thread was deleted.</Text> : <ErrorState title="The thread could not be read" message={messageOf(error)} busy={isFetching} onRetry={() => void refetch()} />)}
        {thread && (
          <div role="log" aria-label="What was said">
            <ol className={classes.comments}>
              {thread.items.map((comment) => (
                <CommentItem
                  key={comment.id}
                  comment={comment}
                  own={comment.author?.id === userId}
                  workspaceId={workspaceId}
                  onEdit={(body) => work.edit(threadId, comment.id, body)}
                  onDelete={() => setDeleting(comment.id)}
                />
              ))}
            </ol>
          </div>
        )}
      </div>
      {thread && (
        <div className={classes.foot}>
          <Composer key={threadId} workspaceId={workspaceId} label="Your answer" send="Answer" draft={`${userId}.${threadId}`} onSend={(body, key) => work.add(threadId, body, key)} />
        </div>
      )}
      <Modal opened={deleting !== null} onClose={() => setDeleting(null)} title="Delete your comment?">
        <Text size="sm">What it says is gone for everybody{thread?.comments === 1 ? ', and the thread with it' : ''}.</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setDeleting(null)} data-autofocus>
            Keep it
          </Button>
          <Button color="red" onClick={() => deleting !== null && void remove(deleting)}>
            Delete it
          </Button>
        </Group>
      </Modal>
    </>
  );
}

/** What is shown to somebody who looks at the page has been read. */
function useReading(thread: Thread | undefined, work: ThreadWork): void {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const last = thread?.items.at(-1)?.position;
  const fresh = (thread?.unread ?? 0) > 0;
  useEffect(() => {
    if (visible && fresh && thread && last !== undefined) work.read(thread.id, last);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each comment that is new
  }, [visible, fresh, last, thread?.id]);
}

function Waiting() {
  return (
    <Stack gap="lg" p="md" aria-busy="true" aria-label="Reading the thread">
      {[1, 2].map((line) => (
        <Group key={line} wrap="nowrap" gap="sm" align="flex-start">
          <Skeleton height={28} circle />
          <div style={{ flex: 1 }}>
            <Skeleton height={12} width="45%" mb={8} />
            <Skeleton height={10} width="85%" />
          </div>
        </Group>
      ))}
    </Stack>
  );
}
