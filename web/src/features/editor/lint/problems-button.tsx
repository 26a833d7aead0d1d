import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChecklist } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Workbench } from '../page/workbench.js';
import classes from './problems-button.module.css';
import { countsOf, countWords } from './problems-words.js';
import { useProblems } from './use-problems.js';

/** How many problems there are, in the bar; opens the list of them. Hints do not count here: nobody has to do something about them. */
export function ProblemsButton({ bench }: { readonly bench: Workbench }) {
  const { phase, problems, pointed } = useProblems(bench.editing.problems);
  const { setDock } = bench;
  useEffect(() => {
    if (pointed) setDock('problems');
  }, [pointed, setDock]);
  const counts = countsOf(problems);
  const shown = counts.error + counts.warning;
  const count = shown > 99 ? '99+' : String(shown);
  const words = phase === 'checked' ? countWords(counts) : 'Problems';
  const open = bench.dock === 'problems';
  return (
    <Tooltip label={`${words}  P`} disabled={open}>
      <UnstyledButton
        className={classes.button}
        aria-label={phase === 'checked' ? `Problems${shown > 0 ? ` ${count}` : ''}: ${words}` : 'Problems'}
        aria-pressed={open}
        aria-keyshortcuts="p"
        data-grave={counts.error > 0 || undefined}
        onClick={() => setDock(open ? null : 'problems')}
      >
        {shown > 0 ? <IconAlertTriangle size={19} aria-hidden /> : <IconChecklist size={19} aria-hidden />}
        {shown > 0 && <span className={classes.count}>{count}</span>}
      </UnstyledButton>
    </Tooltip>
  );
}
