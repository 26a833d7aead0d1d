import { useEffect, useRef, useState } from 'react';
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
  useEffect(() => setText(title), [title]);

  const takeOver = () => {
    const next = text.trim();
    if (dropped.current || next === '' || next === title) setText(title);
    else onRename(next);
    dropped.current = false;
  };

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
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={takeOver}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key !== 'Escape') return;
          dropped.current = true;
          event.currentTarget.blur();
        }}
      />
    </span>
  );
}
