import { IconCircleCheck } from '@tabler/icons-react';
import type { ProblemsState } from '../problems.js';
import classes from './problems.module.css';

/** Why the list is empty. */
export function Nothing({ state, isFiltered }: { readonly state: ProblemsState; readonly isFiltered: boolean }) {
  if (isFiltered) return <p className={classes.note}>No problem has these words.</p>;
  if (state.phase === 'failed') return <p className={classes.note}>The diagram could not be checked. It is checked again after the next change.</p>;
  if (state.phase === 'waiting') return null;
  return (
    <div className={classes.nothing}>
      <IconCircleCheck size={28} stroke={1.5} aria-hidden />
      <p>{state.hidden.length > 0 ? 'All that was found is hidden.' : 'Nothing to mend.'}</p>
    </div>
  );
}
