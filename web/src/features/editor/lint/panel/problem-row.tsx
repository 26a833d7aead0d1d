import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { isDoneAtOnce, MEND_WORDS } from '../mends/mend-ids.js';
import { ruleInfo } from '../rules/catalogue.js';
import { keyOf, type Problem } from '../rules/problem.js';
import { elementWords } from './group-problems.js';
import classes from './problems.module.css';
import { Sign } from './sign.js';

export interface ProblemRowProps {
  readonly problem: Problem;
  /** Its details are shown. */
  readonly open: boolean;
  /** The one of the list that is reached with the Tab key. */
  readonly isFirst: boolean;
  /** The heading says already which element it is. */
  readonly underElement: boolean;
  readonly canMend: boolean;
  /** How many of this kind there are. */
  readonly ofKind: number;
  readonly onChoose: () => void;
  readonly onMend: () => void;
  readonly onMendAll: () => void;
  readonly onHide: () => void;
}

/** One problem: what it is and where; chosen, also why it matters and what can be done. */
export function ProblemRow({ problem, open, isFirst, underElement, canMend, ofKind, onChoose, onMend, onMendAll, onHide }: ProblemRowProps) {
  const { title, why, how, mend } = ruleInfo(problem.rule);
  const details = `problem-${keyOf(problem).replaceAll(/[^\w-]/g, '_')}`;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) box.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const canMendAll = mend !== undefined && isDoneAtOnce(mend) && ofKind > 1;
  return (
    <li className={classes.item} data-open={open || undefined}>
      <button type="button" className={classes.row} data-row={keyOf(problem)} tabIndex={isFirst ? 0 : -1} aria-expanded={open} aria-controls={open ? details : undefined} onClick={onChoose}>
        <Sign severity={problem.severity} />
        <span className={classes.words}>
          <span className={classes.name}>{title}</span>
          {!underElement && <span className={classes.where}>{elementWords(problem)}</span>}
        </span>
      </button>
      {open && (
        <div ref={box} id={details} className={classes.details}>
          <p>{why}</p>
          <p>
            {how}
            {problem.detail !== undefined && <span className={classes.detail}> It says: “{problem.detail}”.</span>}
          </p>
          {!problem.isDrawn && <p className={classes.where}>It is in the file, not on the drawing: {problem.elementId}</p>}
          <div className={classes.buttons}>
            {canMend && mend !== undefined && (
              <Button size="compact-sm" variant="light" onClick={onMend}>
                {MEND_WORDS[mend]}
              </Button>
            )}
            {canMend && canMendAll && (
              <Button size="compact-sm" variant="default" onClick={onMendAll}>
                All {ofKind} of this kind
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onHide}>
              Hide
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
