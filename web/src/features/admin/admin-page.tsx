import { getOutboxStatus, type OutboxStatus } from '@bpmn-studio/contracts';
import { Button, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { call, messageOf } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { useStandingError } from '../../api/use-standing-error.js';
import { ErrorState } from '../../ui/error-state.js';
import { PageHeader } from '../../ui/page-header.js';
import classes from './admin-page.module.css';
import { ParkedEvents } from './parked-events.js';

const EVERY_MS = 10_000;

/** The work behind the scenes: what waits, what runs, what gave up. */
export function AdminPage() {
  const status = useQuery({
    queryKey: ['outbox'],
    queryFn: async ({ signal }) => (await call(getOutboxStatus, {}, { signal })).data,
    refetchInterval: EVERY_MS,
  });
  const error = useStandingError(status);
  return (
    <>
      <PageHeader title="Administration" text="Pictures, imports and notices are made behind the scenes. Here is how that work goes.">
        <Button component="a" href="/api/admin/queues" target="_blank" rel="noreferrer" variant="default" rightSection={<IconExternalLink size={16} />}>
          Open the queue board
        </Button>
      </PageHeader>
      {error && <ErrorState title="The status could not be loaded" message={messageOf(error)} onRetry={() => void status.refetch()} retryAfterSeconds={secondsToNextTry(status.errorUpdateCount, error)} busy={status.isFetching} />}
      {status.isPending && !error && <Skeleton h={220} aria-hidden="true" />}
      {status.data && (
        <Stack gap="xl">
          <Figures status={status.data} />
          <Queues queues={status.data.queues} />
          <ParkedEvents events={status.data.parked} />
        </Stack>
      )}
    </>
  );
}

function Figures({ status }: { readonly status: OutboxStatus }) {
  const oldest = status.oldestWaitingSeconds === null ? '–' : inWords(status.oldestWaitingSeconds);
  const figures = [
    { label: 'Events waiting', value: status.waiting },
    { label: 'Longest wait', value: oldest },
    { label: 'Events parked', value: status.parked.length },
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, value }) => (
        <div key={label} className={classes.figure}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function Queues({ queues }: Pick<OutboxStatus, 'queues'>) {
  return (
    <section aria-labelledby="queues">
      <Title order={2} id="queues" mb="sm">
        Queues
      </Title>
      {queues.length === 0 ? (
        <Text c="dimmed">No queue has been used yet.</Text>
      ) : (
        <div className={classes.frame} tabIndex={0} role="group" aria-label="Queues, table">
          <Table>
            <Table.Thead>
              <Table.Tr>
                {['Queue', 'Waiting', 'Running', 'Delayed', 'Failed', 'Done'].map((head) => (
                  <Table.Th key={head}>{head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {queues.map(({ name, waiting, active, delayed, failed, completed }) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row" fw={600}>
                    {name}
                  </Table.Th>
                  <Table.Td>{waiting}</Table.Td>
                  <Table.Td>{active}</Table.Td>
                  <Table.Td>{delayed}</Table.Td>
                  <Table.Td data-bad={failed > 0 || undefined}>{failed}</Table.Td>
                  <Table.Td>{completed}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  );
}
