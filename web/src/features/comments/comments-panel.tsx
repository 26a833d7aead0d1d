import type { CommentAnchor, ThreadSummary } from '@bpmn-studio/contracts';
import { ActionIcon, Button, SegmentedControl, Skeleton, Stack, Text, Tooltip } from '@mantine/core';
import { IconMapPin, IconMessagePlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer, useSyncExternalStore } from 'react';
import { messageOf } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { secondsToNextTry } from '../../api/retry.js';
import { walkRows } from '../../lib/walk-rows.js';
import { ErrorState } from '../../ui/error-state.js';
import type { CommentDesk, ThreadFilter } from './comment-desk.js';
import classes from './comments.module.css';
import { Composer } from './composer.js';
import { placeWords } from './thread-place.js';
import { ThreadRow } from './thread-row.js';
import { ThreadView } from './thread-view.js';
import { filtered, ThreadWork, threadsQuery } from './threads.js';

/** What the comments need of the drawing they are about. */
export interface PinBoard {
  readonly selected: CommentAnchor | null;
  has(elementId: string): boolean;
  reveal(place: CommentAnchor): Promise<boolean>;
  choose(): Promise<CommentAnchor | null>;
  onChange(listener: () => void): () => void;
}

export interface CommentsPanelProps {
  readonly diagramId: string;
  readonly workspaceId: string | null;
  readonly pins: PinBoard | null;
  readonly desk: CommentDesk;
}

const FILTERS: readonly (readonly [ThreadFilter, string])[] = [['open', 'Open'], ['resolved', 'Resolved'], ['mine', 'With you']];
const NOTHING: Readonly<Record<ThreadFilter, string>> = {
  open: 'Nobody has a question here. Select an element and say something about it.',
  resolved: 'What is resolved is kept here.',
  mine: 'Threads you write in, and those that mention you, are listed here.',
};
const NONE: readonly ThreadSummary[] = [];

/** The threads of a diagram, one of them, or a new one. */
export function CommentsPanel({ diagramId, workspaceId, pins, desk }: CommentsPanelProps) {
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const { data, error, isFetching, errorUpdateCount, refetch } = useQuery(threadsQuery(diagramId));
  const { thread: openId, place, filter } = useSyncExternalStore(desk.subscribe, () => desk.state);
  const work = useMemo(() => new ThreadWork(queries, diagramId), [queries, diagramId]);
  useRenewedBy(pins);
  const threads = data?.value ?? NONE;
  const shown = filtered(threads, filter);
  const isGone = ({ elementId }: CommentAnchor) => elementId !== null && pins !== null && !pins.has(elementId);
  const userId = me?.user.id ?? '';

  const open = (thread: ThreadSummary) => {
    desk.openThread(thread.id);
    void pins?.reveal(thread.anchor);
  };
  if (openId !== null) {
    const summary = threads.find(({ id }) => id === openId);
    return (
      <div className={classes.panel}>
        <ThreadView
          key={openId}
          diagramId={diagramId}
          workspaceId={workspaceId}
          threadId={openId}
          summary={summary}
          work={work}
          userId={userId}
          gone={summary !== undefined && isGone(summary.anchor)}
          onShow={() => summary && void pins?.reveal(summary.anchor)}
          onBack={() => desk.openThread(null)}
        />
      </div>
    );
  }
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        {place ? (
          <>
            <Text size="sm" fw={600} truncate>
              {placeWords(place)}
            </Text>
            <Composer
              workspaceId={workspaceId}
              label={`New comment: ${placeWords(place)}`}
              send="Comment"
              draft={`${userId}.${diagramId}`}
              isAwaited
              onSend={async (body, key) => desk.openThread((await work.start(place, body, key)).id)}
              onCancel={() => desk.beginAt(null)}
            />
          </>
        ) : (
          <Begin pins={pins} onBegin={desk.beginAt} />
        )}
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Which threads"
          value={filter}
          onChange={(value) => desk.choose(value as ThreadFilter)}
          data={FILTERS.map(([value, label]) => ({ value, label: `${label}${countOf(threads, value)}` }))}
        />
      </div>
      <div className={classes.scroll}>
        {data === undefined && error !== null && (
          <ErrorState title="The comments could not be read" message={messageOf(error)} busy={isFetching} retryAfterSeconds={secondsToNextTry(errorUpdateCount, error)} onRetry={() => void refetch()} />
        )}
        {data === undefined && error === null && <Waiting />}
        {data !== undefined && shown.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            {NOTHING[filter]}
          </Text>
        )}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are of its rows */}
        <ul className={classes.list} aria-label="Threads" hidden={shown.length === 0} onKeyDown={(event) => void walkRows(event.currentTarget, event)}>
          {shown.map((thread) => (
            <ThreadRow key={thread.id} thread={thread} gone={isGone(thread.anchor)} onOpen={() => open(thread)} />
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The two ways to begin: on what is selected, or wherever one points. */
function Begin({ pins, onBegin }: { readonly pins: PinBoard | null; readonly onBegin: (place: CommentAnchor | null) => void }) {
  const selected = pins?.selected ?? null;
  const point = async () => {
    const chosen = await pins?.choose();
    if (chosen) onBegin(chosen);
  };
  return (
    <div className={classes.begin}>
      {selected ? (
        <>
          <Button size="xs" leftSection={<IconMessagePlus size={16} />} onClick={() => onBegin(selected)} className={classes.about} classNames={{ label: classes.aboutWords }}>
            Comment on {placeWords(selected)}
          </Button>
          <Tooltip label="Comment on another place">
            <ActionIcon variant="default" size={30} onClick={() => void point()} aria-label="Comment on another place">
              <IconMapPin size={16} />
            </ActionIcon>
          </Tooltip>
        </>
      ) : (
        <Button size="xs" leftSection={<IconMapPin size={16} />} disabled={pins === null} onClick={() => void point()} className={classes.about}>
          Comment on a place
        </Button>
      )}
    </div>
  );
}

/** What is selected, and which elements there are, is looked at anew. */
function useRenewedBy(pins: PinBoard | null): void {
  const [, renew] = useReducer((count: number) => count + 1, 0);
  useEffect(() => pins?.onChange(renew), [pins]);
}

function countOf(threads: readonly ThreadSummary[], filter: ThreadFilter): string {
  const count = filtered(threads, filter).length;
  return count === 0 ? '' : ` ${count}`;
}

function Waiting() {
  return (
    <Stack gap="lg" p="md" aria-busy="true" aria-label="Reading the comments">
      {[1, 2, 3].map((line) => (
        <div key={line}>
          <Skeleton height={12} width="45%" mb={8} />
          <Skeleton height={10} width="85%" />
        </div>
      ))}
    </Stack>
  );
}
