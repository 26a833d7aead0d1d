import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { CHANGE_SIGNS } from '../../../lib/change-signs.js';
import { aspectsOf, changeWords, type Difference, subjectOf } from './change-words.js';
import classes from './compare.module.css';
import { KIND_WORDS, signOf } from './differences.js';

const SPOKEN = { added: 'Added', removed: 'Removed', changed: 'Changed', moved: 'Layout' } as const;
/** More would be a page of its own: it is in the answer of the API. */
const MOST_CHANGES = 60;

export interface DifferenceLineProps {
  readonly difference: Difference;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  readonly tabIndex: number;
  readonly onUse: () => void;
}

/** One element that differs; open, it tells what of it was and is. */
export function DifferenceLine({ difference, isSelected, isOpen, tabIndex, onUse }: DifferenceLineProps) {
  const id = useId();
  const sign = signOf(difference);
  const { name, kind } = subjectOf(difference);
  return (
    <li className={classes.line} data-selected={isSelected || undefined} data-sign={sign}>
      <UnstyledButton className={classes.use} data-row={difference.elementId} tabIndex={tabIndex} aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} aria-current={isSelected || undefined} onClick={onUse}>
        <span className={classes.sign} aria-hidden="true">
          {CHANGE_SIGNS[sign]}
        </span>
        <VisuallyHidden>{SPOKEN[sign]}: </VisuallyHidden>
        <span className={classes.subject}>
          <span className={classes.name}>{name}</span>
          <span className={classes.aspects}>{aspectsOf(difference)}</span>
        </span>
      </UnstyledButton>
      {isOpen && (
        <div id={id} className={classes.details}>
          <p className={classes.kind}>
            {difference.change === 'changed' && kind !== difference.elementId && `${kind} · `}
            <code>{difference.elementId}</code>
          </p>
          {difference.changes.length === 0 && <p className={classes.sentence}>Nothing more is said of it.</p>}
          <dl className={classes.changes}>
            {difference.changes.slice(0, MOST_CHANGES).map((change) => (
              <Detail key={`${change.kind} ${change.property} ${change.from} ${change.to}`} change={change} only={difference.change === 'changed' ? null : difference.change} />
            ))}
          </dl>
          {difference.changes.length > MOST_CHANGES && <p className={classes.sentence}>and {difference.changes.length - MOST_CHANGES} more</p>}
        </div>
      )}
    </li>
  );
}

/** @param only of what is in one version only there is nothing to compare with */
function Detail({ change, only }: { readonly change: Difference['changes'][number]; readonly only: 'added' | 'removed' | null }) {
  const { label, sentence, before, after, isColour = false } = changeWords(change);
  return (
    <div className={classes.change}>
      <dt>
        {label} <span>{KIND_WORDS[change.kind]}</span>
      </dt>
      {sentence !== undefined && <dd className={classes.sentence}>{sentence}</dd>}
      {before !== undefined && only !== 'added' && (
        <dd className={classes.before} data-alone={only !== null || undefined}>
          <Value label={only === null ? 'Before' : null} value={before} isColour={isColour} />
        </dd>
      )}
      {after !== undefined && only !== 'removed' && (
        <dd className={classes.after} data-alone={only !== null || undefined}>
          <Value label={only === null ? 'After' : null} value={after} isColour={isColour} />
        </dd>
      )}
    </div>
  );
}

const PLAIN_COLOUR = /^(#[0-9a-f]{3,8}|[a-z]{3,30})$/i;

function Value({ label, value, isColour }: { readonly label: string | null; readonly value: string; readonly isColour: boolean }) {
  return (
    <>
      {label !== null && <span className={classes.which}>{label}</span>}
      <span className={classes.value}>
        {isColour && PLAIN_COLOUR.test(value) && value !== 'None' && <i className={classes.swatch} style={{ background: value }} aria-hidden="true" />}
        {value}
      </span>
    </>
  );
}
