import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChecklist } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Action, ActionContext } from '../actions/action.js';
import { spokenKeys, writtenKeys } from '../actions/keys.js';
import classes from './problems-button.module.css';
import { countsOf, countWords } from './problems-words.js';
import { useProblems } from './use-problems.js';

/** The action that opens the list of problems, with how many there are, in the bar. Hints do not count here: nobody has to do something about them. */
export function ProblemsButton({ action, context }: { readonly action: Action; readonly context: ActionContext }) {
  const { bench } = context;
  const { phase, problems, pointed } = useProblems(bench.editing.problems);
  const { setDock } = bench;
  useEffect(() => {
    if (pointed) setDock('problems');
  }, [pointed, setDock]);
  const counts = countsOf(problems);
  const shown = counts.error + counts.warning;
  const count = shown > 99 ? '99+' : String(shown);
  const words = phase === 'checked' ? countWords(counts) : 'Problems';
  const open = action.isOn?.(context) ?? false;
  const keys = action.keys?.[0];
  return (
    <Tooltip label={keys ? `${words}  ${writtenKeys(keys)}` : words} disabled={open}>
      <UnstyledButton
        className={classes.button}
        aria-label={phase === 'checked' ? `Problems${shown > 0 ? ` ${count}` : ''}: ${words}` : 'Problems'}
        aria-pressed={open}
        aria-keyshortcuts={keys && spokenKeys(keys)}
        data-grave={counts.error > 0 || undefined}
        onClick={() => action.run(context)}
      >
        {shown > 0 ? <IconAlertTriangle size={19} aria-hidden /> : <IconChecklist size={19} aria-hidden />}
        {shown > 0 && <span className={classes.count}>{count}</span>}
      </UnstyledButton>
    </Tooltip>
  );
}
