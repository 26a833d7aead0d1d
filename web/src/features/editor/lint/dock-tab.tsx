import type { Workbench } from '../page/workbench.js';
import classes from './dock-tab.module.css';
import { useProblems } from './use-problems.js';

/** The name of the tab, with how many there are. */
export function ProblemsTab({ bench }: { readonly bench: Workbench }) {
  const { problems, more } = useProblems(bench.editing.problems);
  return (
    <>
      Problems
      {problems.length > 0 && (
        <span className={classes.count}>
          {problems.length}
          {more > 0 && '+'}
        </span>
      )}
    </>
  );
}
