import type { ThreadSummary } from '@bpmn-studio/contracts';
import { Avatar, UnstyledButton } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { relativeTime } from '../../lib/relative-time.js';
import classes from './comments.module.css';
import { PlaceSign, placeWords } from './thread-place.js';

interface ThreadRowProps {
  readonly thread: ThreadSummary;
  readonly gone: boolean;
  readonly onOpen: () => void;
}

/** A thread in the list: who began it, what they said, where, and what is new. */
export function ThreadRow({ thread, gone, onOpen }: ThreadRowProps) {
  const { startedBy, excerpt, comments, unread, anchor, createdAt, lastAt, muted } = thread;
  const name = startedBy?.name ?? 'Former member';
  const answers = comments - 1;
  return (
    <li>
      <UnstyledButton className={classes.row} data-fresh={unread > 0 || undefined} data-row onClick={onOpen}>
        <Avatar size={28} name={name} color="petrol" aria-hidden className={classes.avatar} />
        <span className={classes.said}>
          <span className={classes.by}>
            <b>{name}</b> <time dateTime={createdAt}>{relativeTime(createdAt)}</time>
            {muted && <IconBellOff size={14} aria-label="Muted" />}
            {unread > 0 && <span className={classes.fresh}>{unread} new</span>}
          </span>
          <span className={classes.excerpt}>{excerpt}</span>
          <span className={classes.meta} data-gone={gone || undefined}>
            <PlaceSign anchor={anchor} gone={gone} />
            <span>{gone ? `${placeWords(anchor)}, gone from the drawing` : placeWords(anchor)}</span>
            {answers > 0 && <span className={classes.answers}>{answers === 1 ? '1 answer' : `${answers} answers`}, {relativeTime(lastAt)}</span>}
          </span>
        </span>
      </UnstyledButton>
    </li>
  );
}
