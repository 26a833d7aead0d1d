import type { Operations } from '@bpmn-studio/contracts';
import { FIGURES_MINUTES } from '@bpmn-studio/contracts';
import { Text, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconExternalLink, IconInfoCircle } from '@tabler/icons-react';
import { plural } from '../../lib/plural.js';
import classes from './operations-page.module.css';
import { troubleInWords } from './trouble-words.js';

/** The first thing to read: all is well, or what is not and which runbook says what to do. */
export function StatusLine({ troubles }: Pick<Operations['now'], 'troubles'>) {
  const bad = troubles.filter(({ severity }) => severity === 'bad').length;
  const state = bad > 0 ? 'bad' : troubles.length > 0 ? 'watch' : 'well';
  const Icon = { bad: IconAlertTriangle, watch: IconInfoCircle, well: IconCircleCheck }[state];
  const others = troubles.length - bad;
  const watch = others === 1 ? 'one is worth a look' : `${others} are worth a look`;
  const title = { bad: `${plural(bad, 'thing')} ${bad === 1 ? 'needs' : 'need'} you now${others > 0 ? `, ${watch}` : ''}`, watch: 'Worth a look', well: 'All is well' }[state];
  return (
    <div className={classes.status} data-state={state}>
      <Icon size={26} className={classes.statusIcon} aria-hidden="true" />
      <div className={classes.statusText}>
        {/* The figures below change every 15 seconds; only this is worth being spoken. */}
        <Text fw={650} size="lg" lh={1.3} role="status">
          {title}
        </Text>
        {troubles.length === 0 ? (
          <Text size="sm">Nothing crossed a limit in the last {FIGURES_MINUTES} minutes.</Text>
        ) : (
          <ul className={classes.troubles}>
            {troubles.map((trouble) => (
              <li key={`${trouble.kind} ${trouble.subject}`} data-severity={trouble.severity}>
                {troubleInWords(trouble)}{' '}
                <a className={classes.runbook} href={`/docs/runbooks/${trouble.runbook}`} target="_blank" rel="noreferrer">
                  What to do<VisuallyHidden>: {trouble.runbook}, opens in a new tab</VisuallyHidden>
                  <IconExternalLink size={13} aria-hidden="true" />
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
