import type { DiagramDiff } from '@bpmn-studio/contracts';
import { Button, Kbd, UnstyledButton } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { walkRows } from '../../../lib/walk-rows.js';
import type { Difference } from './change-words.js';
import classes from './compare.module.css';
import { DifferenceLine } from './difference-line.js';
import { type ChangeKind, KIND_WORDS, KINDS, MOST_MARKS, sectionsOf, shownWords, summaryOf } from './differences.js';

const AT_ONCE = 200;

export interface DifferencePanelProps {
  readonly diff: DiagramDiff;
  /** Those of the chosen kinds. */
  readonly shown: readonly Difference[];
  readonly chosen: ReadonlySet<ChangeKind>;
  readonly onChoose: (kind: ChangeKind) => void;
  readonly selected: string | null;
  readonly onSelect: (elementId: string) => void;
  /** The two versions had other titles. */
  readonly titles: { readonly before: string; readonly after: string } | null;
}

/** What differs, in a list one walks with the arrow keys or with j and k. */
export function DifferencePanel({ diff, shown, chosen, onChoose, selected, onSelect, titles }: DifferencePanelProps) {
  const list = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<string | null>(null);
  const [limit, setLimit] = useState(AT_ONCE);
  const order = sectionsOf(shown).flatMap(({ differences }) => differences);
  const position = order.findIndex(({ elementId }) => elementId === selected);
  const visible = Math.max(limit, position + 1);
  const active = position >= 0 ? selected : (order[0]?.elementId ?? null);

  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.closest('li')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  useFirstKey(list, onSelect);

  const select = (id: string) => {
    setClosed(null);
    onSelect(id);
  };
  const isEmpty = diff.elements.length === 0;
  return (
    <aside className={classes.panel} aria-label="Differences">
      <div className={classes.summary} role="status">
        <h2>{summaryOf(diff)}</h2>
        {isEmpty && <p>{titles ? 'The drawings are the same.' : 'These two versions say the same.'}</p>}
        {titles && (
          <p>
            The title was “{titles.before}” and is “{titles.after}”.
          </p>
        )}
        {!diff.related && <p className={classes.warning}>These two have nothing in common: no element of the one is in the other.</p>}
        {shown.length > MOST_MARKS && <p className={classes.warning}>The drawings mark {MOST_MARKS} of them, and the one you look at.</p>}
        {diff.cut && <p className={classes.warning}>There are more. The first {diff.elements.length} are listed.</p>}
      </div>
      {!isEmpty && (
        <div className={classes.kinds} role="group" aria-label="Show only">
          {KINDS.filter((kind) => (diff.kinds[kind] ?? 0) > 0).map((kind) => (
            <UnstyledButton key={kind} className={classes.chip} aria-pressed={chosen.has(kind)} onClick={() => onChoose(kind)}>
              {KIND_WORDS[kind]} <b>{diff.kinds[kind]}</b>
            </UnstyledButton>
          ))}
        </div>
      )}
      {!isEmpty && (
        <p className={classes.hint}>
          <span role="status">{shownWords(shown.length, diff.elements.length)}</span>
          <span className={classes.keys}>
            <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> walk
          </span>
        </p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the lines take the keys; here they are told where to go */}
      <div
        ref={list}
        className={classes.list}
        onKeyDown={(event) => {
          const row = walkRows(event.currentTarget, event);
          if (row?.dataset['row']) select(row.dataset['row']);
        }}
      >
        {sectionsOf(shown, visible).map(({ sign, title, count, differences }) => (
          <section key={sign} aria-label={title}>
            <h3 className={classes.title}>
              {title} <span>{count}</span>
            </h3>
            <ul className={classes.lines}>
              {differences.map((difference) => {
                const id = difference.elementId;
                const isSelected = id === selected;
                const isOpen = isSelected && closed !== id;
                return <DifferenceLine key={id} difference={difference} isSelected={isSelected} isOpen={isOpen} tabIndex={id === active ? 0 : -1} onUse={() => (isSelected ? setClosed(isOpen ? id : null) : select(id))} />;
              })}
            </ul>
          </section>
        ))}
        {order.length > visible && (
          <Button variant="subtle" fullWidth onClick={() => setLimit(visible + AT_ONCE)}>
            Show more
          </Button>
        )}
      </div>
    </aside>
  );
}

/** Walking may begin from anywhere: the first arrow or j goes to the list while nothing else has the focus. */
function useFirstKey(list: RefObject<HTMLDivElement | null>, onSelect: (elementId: string) => void): void {
  const latest = useRef(onSelect);
  latest.current = onSelect;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!/^(ArrowDown|ArrowUp|j|k)$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.target !== document.body) return;
      const row = list.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]');
      if (!row?.dataset['row']) return;
      event.preventDefault();
      row.focus();
      latest.current(row.dataset['row']);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
}
