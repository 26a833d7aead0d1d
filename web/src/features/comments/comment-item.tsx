import type { Comment } from '@bpmn-studio/contracts';
import { ActionIcon, Avatar, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import classes from './comments.module.css';
import { Composer } from './composer.js';
import { piecesOf, writtenWith } from './mention-text.js';

interface CommentItemProps {
  readonly comment: Comment;
  readonly own: boolean;
  readonly workspaceId: string | null;
  readonly onEdit: (body: string) => Promise<unknown>;
  readonly onDelete: () => void;
}

/** One comment of a thread. Its text is shown as it is: nothing of it is markup. */
export function CommentItem({ comment, own, workspaceId, onEdit, onDelete }: CommentItemProps) {
  const [editing, setEditing] = useState(false);
  const name = comment.author?.name ?? 'Former member';
  if (comment.deleted) {
    return (
      <li className={classes.comment} data-gone>
        A comment by {name} was deleted.
      </li>
    );
  }
  return (
    <li className={classes.comment}>
      <Avatar size={28} name={name} color="petrol" aria-hidden className={classes.avatar} />
      <div className={classes.said}>
        <div className={classes.by}>
          <b>{name}</b>
          <time dateTime={comment.createdAt} title={exactTime(comment.createdAt)}>
            {relativeTime(comment.createdAt)}
            {comment.editedAt !== null && ', edited'}
          </time>
          {own && !editing && (
            <Menu width={150}>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size={26} aria-label={`What to do with your comment: ${comment.body.slice(0, 40)}`} className={classes.more}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
                  Edit
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash size={16} />} onClick={onDelete}>
                  Delete
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
        {editing ? (
          <Composer
            workspaceId={workspaceId}
            label="Your comment"
            send="Save"
            draft={`edit.${comment.id}`}
            initial={writtenWith(comment.body, comment.mentions)}
            mentions={comment.mentions}
            isAwaited
            onSend={async (body) => {
              await onEdit(body);
              setEditing(false);
            }}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <CommentText comment={comment} />
        )}
      </div>
    </li>
  );
}

function CommentText({ comment: { body, mentions } }: { readonly comment: Comment }) {
  return (
    <p className={classes.body}>
      {piecesOf(body, mentions).map((piece) => (
        <span key={piece.from} className={'id' in piece ? classes.mention : undefined}>
          {piece.text}
        </span>
      ))}
    </p>
  );
}
