import { ActionIcon, Loader, NativeSelect, Tooltip } from '@mantine/core';
import { IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { CanvasPair, SIDES, type ComparedView, type Side } from './canvas-pair.js';
import classes from './compared-drawings.module.css';
import type { ElementMark } from './difference-marks.js';

export interface ComparedDocument {
  readonly xml: string;
  /** How a person would call it. */
  readonly label: string;
}

export interface ComparedDrawingsProps {
  readonly before: ComparedDocument;
  readonly after: ComparedDocument;
  readonly view: ComparedView;
  /** What differs, and is to be marked. */
  readonly marks: readonly ElementMark[];
  /** The id of the element that is looked at, on both. */
  readonly selected: string | null;
  /** An element was clicked on, one that differs or not. */
  readonly onPick: (elementId: string) => void;
}

const TITLES = { before: 'Before', after: 'After' } as const;

/** Two versions beside or over each other. Moving and zooming one moves and zooms the other. */
export function ComparedDrawings({ before, after, view, marks, selected, onPick }: ComparedDrawingsProps) {
  const hosts = { before: useRef<HTMLDivElement>(null), after: useRef<HTMLDivElement>(null) };
  const stage = useRef<HTMLDivElement>(null);
  const picked = useRef(onPick);
  picked.current = onPick;
  const [pair, setPair] = useState<CanvasPair | null>(null);
  const { isReady, pages, page, unreadable, elsewhere } = useFacts(pair);

  useEffect(() => {
    if (!hosts.before.current || !hosts.after.current || !stage.current) return;
    const made = new CanvasPair({ before: hosts.before.current, after: hosts.after.current }, (id) => picked.current(id));
    setPair(made);
    const watch = new ResizeObserver(() => made.arrange());
    watch.observe(stage.current);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: the places stay the same
  }, []);
  // Before the documents are drawn, and when the places already have their size.
  useLayoutEffect(() => pair?.arrange(view), [pair, view]);
  useEffect(() => {
    pair?.show({ before: before.xml, after: after.xml }).catch(noted);
  }, [pair, before.xml, after.xml]);
  useEffect(() => pair?.mark(marks), [pair, marks]);
  useEffect(() => {
    pair?.select(selected).catch(noted);
  }, [pair, selected]);

  const label = { before: before.label, after: after.label };
  const isShown = (side: Side) => view === 'beside' || (view === 'over' ? side === 'after' : view === side);
  return (
    <div ref={stage} className={classes.stage} data-view={view}>
      {SIDES.map((side) => (
        <section key={side} className={classes.side} data-shown={isShown(side) || undefined} aria-label={`${TITLES[side]}: ${label[side]}`} aria-hidden={!isShown(side) || undefined} inert={!isShown(side)}>
          <div ref={hosts[side]} className={classes.canvas} />
          <p className={classes.caption}>
            <b>{view === 'over' ? 'Overlay' : TITLES[side]}</b> {view === 'over' ? 'What is gone is pale' : label[side]}
          </p>
          {isReady && unreadable[side] !== null && <p className={classes.note}>This version cannot be drawn. The list tells what differs.</p>}
          {isReady && elsewhere === side && <p className={classes.note}>This version does not have that drawing.</p>}
        </section>
      ))}
      {!isReady && (
        <div className={classes.waiting} role="status" aria-label="Drawing both versions">
          <Loader size="sm" />
        </div>
      )}
      <div className={classes.tools} role="toolbar" aria-label="View">
        {pages.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label="Drawing in this file"
            value={page ?? ''}
            data={pages.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => void pair?.openPage(event.currentTarget.value).catch(noted)}
          />
        )}
        <Tool label="Zoom out" icon={<IconZoomOut size={18} />} onUse={pair?.zoomOut} />
        <Tool label="Zoom in" icon={<IconZoomIn size={18} />} onUse={pair?.zoomIn} />
        <Tool label="Fit to window" icon={<IconMaximize size={18} />} onUse={pair?.fit} />
      </div>
    </div>
  );
}

function Tool({ label, icon, onUse }: { readonly label: string; readonly icon: ReactNode; readonly onUse: (() => void) | undefined }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={34} className={classes.tool} aria-label={label} onClick={onUse}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

const NO_FACTS = { isReady: false, pages: [], page: null, unreadable: { before: null, after: null }, elsewhere: null } as const;
const NEVER = () => () => undefined;

function useFacts(pair: CanvasPair | null) {
  return useSyncExternalStore(pair?.subscribe ?? NEVER, () => pair?.facts ?? NO_FACTS);
}

function noted(error: unknown): void {
  console.warn('A version could not be shown', error);
}
