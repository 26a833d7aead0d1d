import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import classes from './toolbar.module.css';

export interface TitleFieldProps {
  readonly title: string;
  readonly readOnly: boolean;
  readonly onRename: (title: string) => void;
}

/** The title, to be changed in place: Enter or leaving takes it over, Escape does not. An empty title is no title. */
export function TitleField({ title, readOnly, onRename }: TitleFieldProps) {
  const [text, setText] = useState(title);
  const dropped = useRef(false);
  const typing = useRef(false);
  useEffect(() => {
    if (!typing.current) setText(title);
  }, [title]);

  const takeOver = () => {
    const next = text.trim();
    if (dropped.current || next === '' || next === title) setText(title);
    else onRename(next);
    dropped.current = false;
    typing.current = false;
  };

  // A title that is still being typed is work as well: it is taken over when the page is closed, left, or out of sight.
  const latest = useRef(takeOver);
  latest.current = takeOver;
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
          typing.current = true;
          setText(event.currentTarget.value);
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
