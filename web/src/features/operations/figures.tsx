import { FIGURES_MINUTES, type Operations } from '@bpmn-studio/contracts';
import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import classes from './operations-page.module.css';
import { inUnit, measured } from './units.js';

/** The last minutes in eight figures. */
export function Figures({ figures, troubles }: Pick<Operations['now'], 'figures' | 'troubles'>) {
  const has = (kind: Operations['now']['troubles'][number]['kind']) => troubles.find((trouble) => trouble.kind === kind)?.severity;
  const shown = [
    { label: 'Requests', value: inUnit(figures.requestsPerSecond, 'per-second') },
    { label: 'Errors', value: inUnit(figures.errorShare, 'share'), state: has('error-rate') },
    { label: '95 of 100 answered within', value: measured(figures.requestP95) },
    { label: '95 of 100 saved within', value: measured(figures.saveP95), state: has('save-latency') },
    { label: 'Saves that failed', value: inUnit(figures.saveFailureShare, 'share'), state: has('save-failures') },
    { label: 'Saves in conflict', value: inUnit(figures.conflictShare, 'share'), state: has('conflicts') },
    { label: 'Outbox lag', value: inUnit(figures.outboxLagSeconds, 'seconds'), state: has('outbox-lag') },
    { label: 'Events parked', value: inUnit(figures.parked, 'count'), state: has('parked-events') },
  ];
  return (
    <section aria-label={`The last ${FIGURES_MINUTES} minutes`}>
      <dl className={classes.figures}>
        {shown.map(({ label, value, state }) => (
          <div key={label} className={classes.figure} data-state={state}>
            <dt>{label}</dt>
            <dd>
              {value}
              {state !== undefined && <Mark state={state} />}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>Over the last {FIGURES_MINUTES} minutes, all processes together.</p>
    </section>
  );
}

/** Colour alone tells nothing to those who do not see it. */
function Mark({ state }: { readonly state: 'bad' | 'watch' }) {
  const Sign = state === 'bad' ? IconAlertTriangle : IconInfoCircle;
  return (
    <>
      <Sign size={17} stroke={2} aria-hidden="true" />
      <VisuallyHidden>, {state === 'bad' ? 'needs you now' : 'worth a look'}</VisuallyHidden>
    </>
  );
}
