import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { clockTime } from '../../lib/relative-time.js';
import { Newest, VersionItem } from './version-item.js';
import type { Sitting } from './version-days.js';
import type { Timeline } from './timeline.js';
import classes from './version-panel.module.css';
import { VersionPicture } from './version-picture.js';

/** The automatic saves of one person in one go: one line, which opens. */
export function SittingItem({ sitting, timeline }: { readonly sitting: Sitting; readonly timeline: Timeline }) {
  const { versions } = sitting;
  const [isOpen, setOpen] = useState(false);
  const holds = (number: number | null) => versions.some(({ version }) => version === number);
  const open = isOpen || holds(timeline.previewed) || (timeline.chosen?.some(holds) ?? false);
  const [newest, oldest] = [versions[0]!, versions.at(-1)!];
  const turn = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight' && !open) setOpen(true);
    else if (event.key === 'ArrowLeft' && open) setOpen(false);
    else return;
    event.preventDefault();
  };
  const [from, to] = [clockTime(oldest.createdAt), clockTime(newest.createdAt)];
  return (
    <li className={classes.item}>
      <UnstyledButton
        data-row={`sitting-${sitting.id}`}
        className={classes.look}
        aria-expanded={open}
        tabIndex={timeline.active === -sitting.id ? 0 : -1}
        onFocus={() => timeline.onActive(-sitting.id)}
        onClick={() => setOpen(!open)}
        onKeyDown={turn}
      >
        <span className={classes.picture}>
          <VersionPicture diagramId={timeline.diagramId} version={newest.version} />
        </span>
        <span className={classes.text}>
          <span className={classes.headline}>
            <span className={classes.name}>{versions.length} autosaves</span>
            {newest.version === timeline.newest && <Newest />}
          </span>
          <span className={classes.detail}>
            {newest.createdBy?.name ?? 'Somebody'} · {from === to ? from : `${from} to ${to}`}
          </span>
        </span>
        <IconChevronRight size={16} className={classes.chevron} data-open={open || undefined} aria-hidden="true" />
      </UnstyledButton>
      {open && (
        <ol className={classes.inner}>
          {versions.map((item) => (
            <VersionItem key={item.version} item={item} timeline={timeline} isInner />
          ))}
        </ol>
      )}
    </li>
  );
}
