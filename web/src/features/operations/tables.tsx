import type { Operations, RouteFigures } from '@bpmn-studio/contracts';
import { FigureTable } from './figure-table.js';
import classes from './tables.module.css';
import { duration, inUnit, measured } from './units.js';

const STATES = { up: 'Up', down: 'Down', degraded: 'Degraded', off: 'Not used' } as const;
const TONES = { up: 'good', down: 'bad', degraded: 'watch', off: 'quiet' } as const;
const BREAKERS = { closed: 'Closed', 'half-open': 'Trying again', open: 'Open' } as const;

/** What the product leans on, as the process that answered sees it. */
export function Dependencies({ dependencies }: Pick<Operations['now'], 'dependencies'>) {
  return (
    <FigureTable
      title="Dependencies"
      text="As seen by the process that answered this page. A breaker opens when most calls fail: then nobody is kept waiting for them."
      heads={['Dependency', 'State', 'Answers in', 'Breaker']}
      empty="None is known yet."
      rows={dependencies.map(({ name, status, latencyMs, detail, breaker }) => ({
        key: name,
        cells: [
          name,
          <span key="state">
            <State tone={TONES[status]}>{STATES[status]}</State>
            {detail !== null && <span className={classes.detail}>{detail}</span>}
          </span>,
          latencyMs === null ? '–' : inUnit(latencyMs / 1_000, 'seconds'),
          breaker === null || status === 'off' ? '–' : <State tone={breaker === 'closed' ? 'quiet' : 'watch'}>{BREAKERS[breaker]}</State>,
        ],
      }))}
    />
  );
}

/** Who works on this installation right now. */
export function Processes({ processes, at }: Pick<Operations['now'], 'processes'> & { readonly at: string }) {
  const since = (moment: string) => duration((Date.parse(at) - Date.parse(moment)) / 1_000);
  return (
    <FigureTable
      title="Processes"
      text="All that reported within the last five minutes and did not say that they stop."
      heads={['Process', 'State', 'Roles', 'Version', 'Up for', 'Memory', 'Event-loop delay']}
      empty="None reported within the last five minutes."
      rows={processes.map(({ id, host, pid, state, roles, version, startedAt, seenAt, memoryBytes, eventLoopP99 }) => ({
        key: id,
        cells: [
          `${host}:${pid}`,
          state === 'running' ? <State tone="good">Running</State> : <State tone="bad">Silent for {since(seenAt)}</State>,
          roles.join(', '), version, since(startedAt), inUnit(memoryBytes, 'bytes'), inUnit(eventLoopP99, 'seconds'),
        ],
      }))}
    />
  );
}

/** Where time goes and where errors come from. */
export function Routes({ slowest, failing }: Operations['routes']) {
  return (
    <div className={classes.pair}>
      <FigureTable title="Slowest routes" heads={ROUTE_HEADS} rows={slowest.map(routeRow)} empty="Nothing was asked in this time." />
      <FigureTable title="Failing routes" heads={ROUTE_HEADS} rows={failing.map(routeRow)} empty="No route failed in this time." />
    </div>
  );
}

const ROUTE_HEADS = ['Route', '95 of 100', 'Requests', 'Errors'];

function routeRow({ route, requestsPerSecond, errors, errorShare, p95 }: RouteFigures) {
  const failed = errors === 0 ? '0' : `${errors.toLocaleString('en')} (${inUnit(errorShare, 'share')})`;
  return { key: route, cells: [<code key="route">{route}</code>, measured(p95), inUnit(requestsPerSecond, 'per-second'), errors === 0 ? failed : <State key="errors" tone="bad">{failed}</State>] };
}

function State({ tone, children }: { readonly tone: 'good' | 'watch' | 'bad' | 'quiet'; readonly children: React.ReactNode }) {
  return (
    <span className={classes.state} data-tone={tone}>
      {children}
    </span>
  );
}
