import type { Workbench } from '../page/workbench.js';
import classes from './dock-tab.module.css';
import { countsOf } from './problems-words.js';
import { useProblems } from './use-problems.js';

/** The name of the tab, with how many there are; counted as in the bar, without hints. */
export function ProblemsTab({ bench }: { readonly bench: Workbench }) {
  const { problems, more } = useProblems(bench.editing.problems);
  const { error, warning } = countsOf(problems);
  return (
    <>
      Problems
      {error + warning > 0 && (
        <span className={classes.count}>
          {error + warning}
          {more > 0 && '+'}
        </span>
      )}
    </>
  );
}
