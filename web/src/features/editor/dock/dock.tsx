import { CloseButton } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { isDialogOpen } from '../../../lib/is-dialog-open.js';
import type { DockTab } from '../page/workbench.js';
import { DockEdge } from './dock-edge.js';
import { firstWidth, NARROW_PX } from './dock-memory.js';
import classes from './dock.module.css';

export interface DockPage {
  readonly id: DockTab;
  readonly label: string;
  /** What the tab shows when it is more than its name. */
  readonly tab?: ReactNode;
  readonly draw: () => ReactNode;
}

export interface DockProps {
  readonly pages: readonly DockPage[];
  readonly open: DockTab;
  readonly onOpen: (tab: DockTab) => void;
  readonly onClose: () => void;
  /** Hands the keyboard back to the drawing. */
  readonly onLeave: () => void;
}

/**
 * The panel at the side of the drawing, one tab at a time; on a phone it lies below. F6 goes between drawing and dock,
 * Escape back to the drawing.
 */
export function Dock({ pages, open, onOpen, onClose, onLeave }: DockProps) {
  const dock = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(firstWidth);
  const page = pages.find(({ id }) => id === open) ?? pages[0];
  useDockKeys(dock, onLeave);
  if (!page) return null;

  const turn = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && pages[(pages.indexOf(page) + step + pages.length) % pages.length];
    if (!next) return;
    event.preventDefault();
    onOpen(next.id);
    document.getElementById(tabId(next.id))?.focus();
  };
  return (
    <aside ref={dock} className={classes.dock} style={wide(width)} aria-label={page.label}>
      <DockEdge width={width} onWidth={setWidth} />
      <div className={classes.head}>
        <div role="tablist" aria-label="Side panel" className={classes.tabs}>
          {pages.map(({ id, label, tab }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={tabId(id)}
              className={classes.tab}
              aria-selected={id === page.id}
              aria-controls={id === page.id ? 'dock-panel' : undefined}
              tabIndex={id === page.id ? 0 : -1}
              onClick={() => onOpen(id)}
              onKeyDown={turn}
            >
              {tab ?? label}
            </button>
          ))}
        </div>
        <CloseButton aria-label="Close the side panel" onClick={onClose} />
      </div>
      <div role="tabpanel" id="dock-panel" aria-labelledby={tabId(page.id)} className={classes.panel} key={page.id}>
        {page.draw()}
      </div>
    </aside>
  );
}

/** The room of the dock while the diagram opens, so that the drawing is fitted to what it will have. */
export function DockPlace() {
  return window.innerWidth < NARROW_PX ? null : <div className={classes.dock} style={wide(firstWidth())} aria-hidden />;
}

const wide = (width: number) => ({ '--dock-width': `${width}px` }) as CSSProperties;

const tabId = (id: DockTab): string => `dock-tab-${id}`;

/** F6 goes in and out, Escape goes out: once nothing inside had a use for it. */
function useDockKeys(dock: RefObject<HTMLElement | null>, onLeave: () => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isInside = dock.current?.contains(document.activeElement) ?? false;
      if (!(event.key === 'F6' || (event.key === 'Escape' && isInside))) return;
      if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
      if (event.key === 'F6') event.preventDefault(); // Escape may mean something to others too, such as an old version on the canvas
      if (isInside) return onLeave();
      const first = dock.current?.querySelector<HTMLElement>('[role="tabpanel"] :is(input, textarea, select, button):not(:disabled)');
      (first ?? dock.current?.querySelector<HTMLElement>('[aria-selected="true"]'))?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [dock, onLeave]);
}
