import type { VersionSummary } from '@bpmn-studio/contracts';
import { Badge, Button, Loader, UnstyledButton } from '@mantine/core';
import { IconBookmarkFilled } from '@tabler/icons-react';
import { exactTime } from '../../lib/relative-time.js';
import { headlineOf } from './version-list.js';
import classes from './version-panel.module.css';

export interface VersionItemProps {
  readonly item: VersionSummary;
  readonly isNewest: boolean;
  readonly isShown: boolean;
  readonly busy: boolean;
  readonly onLook: () => void;
  /** Undefined when it cannot be restored. */
  readonly onRestore: (() => void) | undefined;
}

/** One version: who, when, under what name. A click shows it; shown, it can be restored. */
export function VersionItem({ item, isNewest, isShown, busy, onLook, onRestore }: VersionItemProps) {
  return (
    <li className={classes.item} data-shown={isShown || undefined}>
      <UnstyledButton className={classes.look} onClick={onLook} aria-pressed={isShown} aria-busy={busy}>
        <span className={classes.headline}>
          {item.kind === 'named' && <IconBookmarkFilled size={14} aria-label="Named" className={classes.mark} />}
          <span className={classes.name}>{headlineOf(item)}</span>
          {isNewest && (
            <Badge size="xs" variant="light" tt="none">
              Newest
            </Badge>
          )}
          {busy && <Loader size={12} />}
        </span>
        <span className={classes.detail}>
          Version {item.version} · {item.createdBy?.name ?? 'Somebody'} · <time dateTime={item.createdAt}>{exactTime(item.createdAt)}</time>
        </span>
      </UnstyledButton>
      {isShown && onRestore && (
        <Button size="compact-sm" variant="light" className={classes.restore} onClick={onRestore} loading={busy}>
          Restore this version
        </Button>
      )}
    </li>
  );
}
