import { Loader } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Drawing } from '../canvas/drawing.js';
import { documents } from '../document/documents-beside.js';
import { TITLE_CLASH } from '../save/save-merging.js';
import type { Choices } from '../save/save-state.js';
import classes from './clash.module.css';

export type Side = 'result' | 'mine' | 'theirs' | 'base';

export interface ClashPreviewProps {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  readonly choices: Choices;
  readonly side: Side;
  /** Shown in the middle, where it is drawn. */
  readonly elementId: string;
}

const INSETS = { top: 20, right: 20, bottom: 40, left: 20 };

/** One side of a merge, or its result as chosen so far, read-only. */
export function ClashPreview({ base, mine, theirs, choices, side, elementId }: ClashPreviewProps) {
  const host = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const chosen = JSON.stringify(choices);

  useEffect(() => {
    if (!host.current) return;
    const canvas = new Drawing(host.current, { readOnly: true, insets: () => INSETS });
    drawing.current = canvas;
    return () => canvas.destroy();
  }, []);

  useEffect(() => {
    let isOver = false;
    const sides = { base, mine, theirs };
    const { [TITLE_CLASH]: _title, ...drawn } = JSON.parse(chosen) as Choices;
    const text = side === 'result' ? documents.merge({ ...sides, choices: drawn }).then((result) => result.text) : Promise.resolve(sides[side]);
    text
      .then(async (xml) => {
        if (isOver || !drawing.current) return;
        await drawing.current.open(xml, drawing.current.facts.page !== null);
        if (!isOver) setShown(`${side} ${chosen}`);
      })
      .catch((error: unknown) => console.warn('The result could not be shown', error));
    return () => {
      isOver = true;
    };
  }, [base, mine, theirs, chosen, side]);

  useEffect(() => {
    let isOver = false;
    if (shown === null || elementId === '') return;
    drawing.current?.mark([elementId], elementId);
    drawing.current?.reveal(elementId).then(
      (there) => !isOver && setMissing(!there),
      (error: unknown) => console.warn('The element could not be shown', error),
    );
    return () => {
      isOver = true;
    };
  }, [shown, elementId]);

  return (
    <div className={classes.preview}>
      <div ref={host} className={classes.canvas} inert />
      {shown === null && <Loader className={classes.loading} size="sm" aria-label="Drawing" />}
      {isMissing && shown !== null && elementId !== '' && <span className={classes.missing}>Not in this drawing</span>}
    </div>
  );
}
