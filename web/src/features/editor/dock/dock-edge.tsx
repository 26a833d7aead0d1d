import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { DOCK_WIDTH, fittingWidth, rememberWidth } from './dock-memory.js';
import classes from './dock.module.css';

/** The edge between drawing and dock: pulled with a mouse or finger, or moved with the arrow keys. */
export function DockEdge({ width, onWidth }: { readonly width: number; readonly onWidth: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const begin = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  const pull = (event: PointerEvent) => {
    if (from.current) onWidth(fittingWidth(from.current.width + from.current.x - event.clientX));
  };
  const end = () => {
    if (from.current) rememberWidth(width);
    from.current = null;
  };
  const step = (event: KeyboardEvent) => {
    const to = { ArrowLeft: width + DOCK_WIDTH.step, ArrowRight: width - DOCK_WIDTH.step, Home: DOCK_WIDTH.least, End: DOCK_WIDTH.most }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onWidth(fittingWidth(to));
    rememberWidth(fittingWidth(to));
  };
  return (
    <div
      className={classes.edge}
      role="separator"
      tabIndex={0}
      aria-label="Width of the side panel"
      aria-orientation="vertical"
      aria-valuemin={DOCK_WIDTH.least}
      aria-valuemax={DOCK_WIDTH.most}
      aria-valuenow={width}
      onPointerDown={begin}
      onPointerMove={pull}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={step}
      onDoubleClick={() => {
        onWidth(DOCK_WIDTH.usual);
        rememberWidth(DOCK_WIDTH.usual);
      }}
    />
  );
}
