import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useEscape } from '../../../lib/use-escape.js';
import { Drawing } from '../canvas/drawing.js';
import classes from './page.module.css';
import type { Preview } from './side-panel.js';

const INSETS = { top: 72, right: 24, bottom: 48, left: 24 };

/** An old version, read-only, over the drawing. The drawing below stays as it is, undo and all. */
export function VersionPreview({ preview, onClose }: { readonly preview: Preview; readonly onClose: () => void }) {
  const host = useRef<HTMLDivElement>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  useEffect(() => {
    if (!host.current) return;
    const drawing = new Drawing(host.current, { readOnly: true, insets: () => INSETS });
    drawing.subscribe(() => setUnreadable(drawing.facts.unreadable));
    void drawing.open(preview.xml);
    return () => drawing.destroy();
  }, [preview.xml]);
  useEscape(onClose);
  return (
    <section className={classes.preview} aria-label={`Version ${preview.label}, read-only`}>
      <div ref={host} className={classes.canvas} />
      <div className={classes.previewBar} role="status">
        <span>{unreadable === null ? `You are looking at ${preview.label}` : `${preview.label} cannot be drawn`}</span>
        <Button size="compact-sm" onClick={onClose}>
          Back to the newest
        </Button>
      </div>
    </section>
  );
}
