import { Button, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { plural } from '../../../../lib/plural.js';
import { walkRows } from '../../../../lib/walk-rows.js';
import type { Workbench } from '../../page/workbench.js';
import { isDoneAtOnce } from '../mends/mend-ids.js';
import { countsOf, countWords } from '../problems-words.js';
import { ruleInfo } from '../rules/catalogue.js';
import { keyOf, type Problem } from '../rules/problem.js';
import { useProblems } from '../use-problems.js';
import { filterProblems, groupProblems, type Grouping } from './group-problems.js';
import { Nothing } from './nothing.js';
import { openField } from './open-field.js';
import { ProblemRow } from './problem-row.js';
import classes from './problems.module.css';
import { useRowFocus } from './use-row-focus.js';
import { useSaid } from './use-said.js';

/** From so many on, a list is easier to search than to read. */
const MANY = 8;

/** The problems of the open diagram, to go to and to mend. */
export function ProblemsPanel({ bench }: { readonly bench: Workbench }) {
  const { problems: desk } = bench.editing;
  const state = useProblems(desk);
  const [grouping, setGrouping] = useState<Grouping>('weight');
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const shown = filterProblems(state.problems, query);
  const groups = groupProblems(shown, grouping);
  const leave = useRowFocus(list, state.problems);
  const [said, say] = useSaid(state.phase === 'checked' ? countWords(countsOf(state.problems)) : '');
  const canMend = !bench.readOnly && bench.preview === null && bench.mode !== 'simulation';
  const inOrder = groups.flatMap((group) => group.problems);
  const first = inOrder.find((problem) => keyOf(problem) === chosen) ?? inOrder[0];

  // A mark on the canvas was clicked: its first problem is the one that is looked at.
  const { pointed } = state;
  const isPointed = useRef<object | null>(null);
  useEffect(() => {
    const problem = pointed && isPointed.current !== pointed ? state.problems.find(({ elementId }) => elementId === pointed.elementId) : undefined;
    if (!problem) return;
    isPointed.current = pointed;
    setQuery('');
    setChosen(keyOf(problem));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(keyOf(problem))}"]`)?.focus());
  }, [pointed, state.problems]);

  const choose = async (problem: Problem) => {
    setChosen(keyOf(problem));
    if (problem.isDrawn && !(await desk.goTo(problem))) say('It is not on the drawing.');
  };
  const mend = async (problem: Problem, all: boolean) => {
    const id = ruleInfo(problem.rule).mend;
    if (id === 'name-it' && (await desk.name(problem))) return;
    if (id !== undefined && !isDoneAtOnce(id)) {
      await desk.goTo(problem);
      bench.setDock('properties');
      return openField(problem.rule);
    }
    leave(keyOf(problem));
    const count = await desk.mend(all ? state.problems.filter(({ rule }) => rule === problem.rule) : [problem]);
    say(count === 0 ? 'This can only be mended by hand.' : `${plural(count, 'problem')} mended. Undo takes it back.`);
  };

  return (
    <div className={classes.panel}>
      <header className={classes.head}>
        <h2 className={classes.sum}>{state.phase === 'checked' ? countWords(countsOf(state.problems)) : state.phase === 'failed' ? 'Not checked' : 'Looking…'}</h2>
        {state.problems.length > 1 && (
          <SegmentedControl size="xs" aria-label="Group by" value={grouping} onChange={(value) => setGrouping(value as Grouping)} data={[{ value: 'weight', label: 'By severity' }, { value: 'element', label: 'By element' }]} />
        )}
        {(state.problems.length >= MANY || query !== '') && <input className={classes.filter} type="search" aria-label="Filter problems" placeholder="Filter" value={query} maxLength={200} onChange={(event) => setQuery(event.currentTarget.value)} />}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its rows, heard once */}
      <div ref={list} className={classes.list} tabIndex={-1} role="group" aria-label="List of problems" onKeyDown={(event) => walkRows(event.currentTarget, event)}>
        {shown.length === 0 && <Nothing state={state} isFiltered={query !== ''} />}
        {groups.map((group) => (
          <div key={group.id} role="group" aria-label={group.title}>
            <h3 className={classes.group}>
              {group.title} <span>{group.problems.length}</span>
            </h3>
            <ul className={classes.rows}>
              {group.problems.map((problem) => (
                <ProblemRow
                  key={keyOf(problem)}
                  problem={problem}
                  open={keyOf(problem) === chosen}
                  isFirst={problem === first}
                  underElement={grouping === 'element'}
                  canMend={canMend}
                  ofKind={state.problems.filter(({ rule }) => rule === problem.rule).length}
                  onChoose={() => void choose(problem)}
                  onMend={() => void mend(problem, false)}
                  onMendAll={() => void mend(problem, true)}
                  onHide={() => {
                    leave(keyOf(problem));
                    desk.hide(problem);
                  }}
                />
              ))}
            </ul>
          </div>
        ))}
        {state.more > 0 && <p className={classes.note}>And {state.more} more: they are listed once these are mended or hidden.</p>}
        {state.unchecked.length > 0 && <p className={classes.note}>{plural(state.unchecked.length, 'rule')} could not cope with this file: {state.unchecked.join(', ')}.</p>}
      </div>
      <footer className={classes.foot}>
        <label className={classes.marks}>
          <input type="checkbox" checked={state.marks && !state.isLarge} disabled={state.isLarge} onChange={(event) => desk.setMarks(event.currentTarget.checked)} />
          {state.isLarge ? 'No marks: the diagram is too large' : 'Marks on the canvas'}
        </label>
        {state.hidden.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={desk.showHidden}>
            Show {state.hidden.length} hidden
          </Button>
        )}
      </footer>
      <VisuallyHidden role="status">
        {said}
      </VisuallyHidden>
    </div>
  );
}
