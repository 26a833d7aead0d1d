import type { VersionSummary } from '@bpmn-studio/contracts';
import { Badge, Button, Loader, Tooltip, UnstyledButton } from '@mantine/core';
import { IconBookmarkFilled } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import { NameVersion } from './name-version.js';
import { bylineOf, headlineOf } from './version-list.js';
import type { Timeline } from './timeline.js';
import { VersionMenu } from './version-menu.js';
import classes from './version-panel.module.css';
import { VersionPicture } from './version-picture.js';

export interface VersionItemProps {
  readonly item: VersionSummary;
  readonly timeline: Timeline;
  /** Under a line that tells whose it is. */
  readonly isInner?: boolean;
}

/** One version: its picture, who, when, under what name. A click shows it; shown, it can be restored. All else is in its menu. */
export function VersionItem({ item, timeline, isInner = false }: VersionItemProps) {
  const { diagramId, newest, previewed, readOnly, work, chosen, now, active } = timeline;
  const [isNaming, setNaming] = useState(false);
  const isNewest = item.version === newest;
  const isShown = item.version === previewed;
  const busy = work.busy === item.version;
  const tabIndex = active === item.version ? 0 : -1;
  const isNamed = item.kind === 'named';
  return (
    <li className={classes.item} data-shown={isShown || undefined}>
      <div className={classes.row}>
        {chosen && (
          <input
            type="checkbox"
            className={classes.check}
            aria-label={`Compare version ${item.version}`}
            checked={chosen.includes(item.version)}
            disabled={chosen.length === 2 && !chosen.includes(item.version)}
            onChange={() => timeline.onTick(item.version)}
          />
        )}
        <Tooltip label={`Version ${item.version}, ${exactTime(item.createdAt)}`} events={{ hover: true, focus: true, touch: false }} openDelay={400} position="left" withinPortal={false} floatingStrategy="fixed">
          <UnstyledButton
            data-row={item.version}
            className={classes.look}
            tabIndex={tabIndex}
            onFocus={() => timeline.onActive(item.version)}
            onClick={() => work.look(item)}
            aria-pressed={isNewest ? undefined : isShown}
            aria-busy={busy}
          >
            <span className={classes.picture}>
              <VersionPicture diagramId={diagramId} version={item.version} />
            </span>
            <span className={classes.text}>
              <Headline item={item} after={isNewest && <Newest />} busy={busy} />
              <span className={classes.detail}>
                <time dateTime={item.createdAt}>{isInner ? `Version ${item.version} · ${relativeTime(item.createdAt, now)}` : bylineOf(item, now)}</time>
              </span>
              {isNamed && <span className={classes.kept}>Kept for ever{item.restoredFrom === null ? '' : `, restored from version ${item.restoredFrom}`}</span>}
            </span>
          </UnstyledButton>
        </Tooltip>
        <VersionMenu
          item={item}
          isNewest={isNewest}
          isShown={isShown}
          readOnly={readOnly}
          before={timeline.before(item.version)}
          tabIndex={tabIndex}
          onLook={() => work.look(item)}
          onRestore={() => work.restore(item)}
          onName={() => setNaming(true)}
          onUnname={() => timeline.onUnname(item)}
          onCompare={work.compare}
          onChoose={() => timeline.onTick(item.version)}
        />
      </div>
      {isNaming && (
        <NameVersion
          label={`Name of version ${item.version}`}
          current={item.message ?? ''}
          onCancel={() => setNaming(false)}
          onName={async (name) => {
            const trouble = await work.name(item, name);
            if (trouble === null) setNaming(false);
            return trouble;
          }}
        />
      )}
      {isShown && !readOnly && !isNewest && (
        <Button size="compact-sm" variant="light" className={classes.restore} onClick={() => work.restore(item)} loading={busy}>
          Restore this version
        </Button>
      )}
    </li>
  );
}

function Headline({ item, after, busy }: { readonly item: VersionSummary; readonly after?: ReactNode; readonly busy?: boolean }) {
  return (
    <span className={classes.headline}>
      {item.kind === 'named' && <IconBookmarkFilled size={14} aria-label="Named" className={classes.mark} />}
      <span className={classes.name}>{headlineOf(item)}</span>
      {after}
      {busy && <Loader size={12} />}
    </span>
  );
}

export function Newest() {
  return (
    <Badge size="xs" variant="light" tt="none" className={classes.badge}>
      Now
    </Badge>
  );
}
