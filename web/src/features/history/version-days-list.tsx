import type { VersionSummary } from '@bpmn-studio/contracts';
import { SittingItem } from './sitting-item.js';
import type { Timeline } from './timeline.js';
import { daysOf } from './version-days.js';
import { VersionItem } from './version-item.js';
import classes from './version-panel.module.css';
import { walkRows } from '../../lib/walk-rows.js';

/** The versions by day and sitting. One walks them with the arrow keys; Tab goes on to the actions of a line. */
export function VersionDays({ versions, timeline }: { readonly versions: readonly VersionSummary[]; readonly timeline: Timeline }) {
  const days = daysOf(versions, timeline.now);
  const lines = days.flatMap(({ sittings }) => sittings.flatMap(({ id, versions: all }) => (all.length > 1 ? [-id, ...all.map(({ version }) => version)] : [id])));
  // Some line must be there for Tab.
  const active = timeline.active !== null && lines.includes(timeline.active) ? timeline.active : (lines[0] ?? null);
  const all = { ...timeline, active };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the lines take the keys; here they are told where to go
    <div
      onKeyDown={(event) => walkRows(event.currentTarget, event)}
      // On the way in: the tooltip of a line takes Escape for itself.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || timeline.previewed === null) return;
        event.preventDefault();
        timeline.onLeave();
      }}
    >
      {days.map(({ label, sittings }) => (
        <section key={label} aria-label={label}>
          <h2 className={classes.day}>{label}</h2>
          <ol className={classes.list}>
            {sittings.map((sitting) =>
              sitting.versions.length === 1 ? <VersionItem key={sitting.id} item={sitting.versions[0]!} timeline={all} /> : <SittingItem key={sitting.versions.at(-1)!.version} sitting={sitting} timeline={all} />,
            )}
          </ol>
        </section>
      ))}
    </div>
  );
}
