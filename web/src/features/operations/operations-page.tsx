import { getOperations, type Operations } from '@bpmn-studio/contracts';
import { SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import '@mantine/charts/styles.layer.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, messageOf } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { useStandingError } from '../../api/use-standing-error.js';
import { exactTime } from '../../lib/relative-time.js';
import { ErrorState } from '../../ui/error-state.js';
import { PageHeader } from '../../ui/page-header.js';
import { Failures } from './failures.js';
import { Figures } from './figures.js';
import classes from './operations-page.module.css';
import { StatusLine } from './status-line.js';
import { Dependencies, Processes, Routes } from './tables.js';
import { TrendCard } from './trend-card.js';
import { trendsOf } from './trends.js';

const EVERY_MS = 15_000;
const RANGES = [
  { value: 15, label: '15 min' },
  { value: 60, label: '1 hour' },
  { value: 360, label: '6 hours' },
  { value: 1440, label: '24 hours' },
] as const;

export interface OperationsPageProps {
  readonly minutes: number;
  readonly onMinutes: (minutes: number) => void;
  readonly eventsLink: ReactNode;
}

/** How the installation does, over all its processes: looked at while something is wrong, so the answer comes first. */
export function OperationsPage({ minutes, onMinutes, eventsLink }: OperationsPageProps) {
  const report = useQuery({
    queryKey: ['operations', minutes],
    queryFn: async ({ signal }) => (await call(getOperations, { query: { minutes } }, { signal })).data,
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const error = useStandingError(report);
  return (
    <>
      <PageHeader title="Operations" text={report.data ? `As of ${exactTime(report.data.at)}, renewed every 15 seconds.` : 'How this installation does, over all its processes.'}>
        <SegmentedControl
          aria-label="Time range"
          value={String(minutes)}
          onChange={(value) => onMinutes(Number(value))}
          data={RANGES.map(({ value, label }) => ({ value: String(value), label }))}
        />
      </PageHeader>
      {error && (
        <div className={classes.failed}>
          <ErrorState
            title={report.data ? 'These figures are old: they could not be renewed' : 'The figures could not be loaded'}
            message={messageOf(error)}
            onRetry={() => void report.refetch()}
            retryAfterSeconds={secondsToNextTry(report.errorUpdateCount, error)}
            busy={report.isFetching}
          />
        </div>
      )}
      {report.isPending && !error && <Waiting />}
      {report.data && <Report operations={report.data} eventsLink={eventsLink} />}
    </>
  );
}

function Report({ operations, eventsLink }: { readonly operations: Operations; readonly eventsLink: ReactNode }) {
  const { now, routes, failures, at } = operations;
  return (
    <Stack gap="xl" className={classes.page}>
      <StatusLine troubles={now.troubles} />
      <Figures figures={now.figures} troubles={now.troubles} />
      {trendsOf(operations).map(({ title, trends }) => (
        <section key={title} aria-label={title}>
          <Title order={2} mb="sm">
            {title}
          </Title>
          <div className={classes.cards}>
            {trends.map((trend) => (
              <TrendCard key={trend.title} trend={trend} points={operations} />
            ))}
          </div>
        </section>
      ))}
      <Dependencies dependencies={now.dependencies} />
      <Processes processes={now.processes} at={at} />
      <Routes {...routes} />
      <Failures failures={failures} eventsLink={eventsLink} />
      <Text size="xs" c="dimmed">
        Times are those of your clock. A gap in a line means that no process reported anything then; it is not a zero. Percentiles are estimates from the buckets of a histogram.
      </Text>
    </Stack>
  );
}

function Waiting() {
  return (
    <Stack gap="xl" aria-hidden="true">
      <Skeleton h={76} radius="lg" />
      <div className={classes.figures}>
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} h={84} radius="lg" />
        ))}
      </div>
      <div className={classes.cards}>
        {Array.from({ length: 3 }, (_, index) => (
          <Skeleton key={index} h={290} radius="lg" />
        ))}
      </div>
    </Stack>
  );
}
