import { useEffect, useRef, useState } from 'react';
import type { Inspector } from '../inspector.js';
import type { TextField } from '../model/field.js';
import type { DrawnElement } from '../model/moddle.js';

/** So long after a key, at the latest, what was typed goes into the document: a crash loses less than a second of it. */
const PAUSE_MS = 250;
/** So long after the last key where only a whole text counts. */
const STRICT_PAUSE_MS = 500;

/**
 * What stands in a text field. What is typed goes into the document while it is typed, when the field is left, and when the
 * work is saved; a change from elsewhere (undo, the canvas, another person) shows at once, unless it would overwrite what
 * is being typed this moment.
 */
export function useTyping(field: TextField, inspector: Inspector, element: DrawnElement) {
  const [draft, setDraft] = useState<string | null>(null);
  const latest = useRef({ field, draft, element });
  latest.current = { field, draft, element };
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const written = useRef(field.value);

  // The document changed under the field, and not by it.
  if (field.value !== written.current) {
    written.current = field.value;
    if (draft !== null && timer.current === undefined) setDraft(null);
  }

  const commit = useRef(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const { field: now, draft: text, element: on } = latest.current;
    if (text === null || text === now.value || text === written.current || (now.strict && now.fault?.(text))) return;
    if (!inspector.isDrawn(on)) return;
    written.current = text;
    inspector.commit(`${on.id} ${now.key}`, () => now.write(text));
  }).current;

  useEffect(() => {
    const stop = inspector.whileTyping(commit);
    return () => {
      stop();
      commit(); // another element was selected before the field lost the focus
    };
  }, [inspector, commit]);

  return {
    text: draft ?? field.value,
    /** Something was typed since the field was entered. */
    isTyped: draft !== null,
    /** Something is typed that the document does not hold. */
    isOpen: draft !== null && draft !== field.value,
    type: (text: string) => {
      setDraft(text);
      latest.current = { ...latest.current, draft: text };
      if (field.strict) clearTimeout(timer.current); // half an id is one, too, and everything that refers to it would follow
      else if (timer.current !== undefined) return; // not put off by the next key: whoever types on and on is kept as well
      timer.current = setTimeout(commit, field.strict ? STRICT_PAUSE_MS : PAUSE_MS);
    },
    commit,
    /** Leaves the field: what it holds counts, and what is typed later is another step. A text that was not taken goes. */
    leave: () => {
      commit();
      inspector.endStep();
      const { field: now, draft: text } = latest.current;
      if (text !== null && !(now.strict && now.fault?.(text))) setDraft(null);
    },
    /** Back to what stood here when the field was entered, also where some of the letters are in the document already. */
    drop: () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      inspector.takeBack(`${element.id} ${field.key}`);
      setDraft(null);
    },
  };
}
