import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { safeText } from '../../../lib/safe-text.js';
import classes from './toolbar.module.css';

export interface TitleFieldProps {
  readonly title: string;
  readonly readOnly: boolean;
  readonly onRename: (title: string) => void;
}

/** So long after a key, at the latest, what was typed counts: a crash loses less than a second of it. */
const PAUSE_MS = 250;

/** The title, to be changed in place. What is typed counts while it is typed; Escape brings back what was there. An empty title is no title. */
export function TitleField({ title, readOnly, onRename }: TitleFieldProps) {
  const [text, setText] = useState(title);
  const dropped = useRef(false);
  /** The title before it was typed over; null while nobody types. */
  const before = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (before.current === null) setText(title);
  }, [title]);

  const take = (next: string) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (before.current !== null && next !== '' && next !== title) onRename(next);
  };
  const takeOver = () => {
    const typed = safeText(text);
    const next = dropped.current || typed === '' ? (before.current ?? title) : typed;
    take(next);
    setText(next);
    dropped.current = false;
    before.current = null;
  };

  // A title that is still being typed is work as well: it is taken over when the page is closed, left, or out of sight.
  const latest = useRef(takeOver);
  latest.current = takeOver;
  const soon = useRef(() => take(safeText(text)));
  soon.current = () => take(safeText(text));
  useLayoutEffect(() => {
    const stop = new AbortController();
    const leave = () => latest.current();
    window.addEventListener('pagehide', leave, { signal: stop.signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave(), { signal: stop.signal });
    return () => {
      stop.abort();
      leave();
    };
  }, []);

  if (readOnly) return <span className={classes.title}>{title}</span>;
  return (
    <span className={classes.titleBox} data-text={text || ' '}>
      <input
        className={classes.title}
        aria-label="Title of the diagram"
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          before.current ??= title;
          setText(event.currentTarget.value);
          timer.current ??= setTimeout(() => soon.current(), PAUSE_MS);
        }}
        onBlur={takeOver}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') takeOver();
          if (event.key !== 'Escape') return;
          dropped.current = true;
          event.currentTarget.blur();
        }}
      />
    </span>
  );
}
