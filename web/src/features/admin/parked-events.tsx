import { type ParkedEvent, replayEvent } from '@bpmn-studio/contracts';
import { Button, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, messageOf } from '../../api/client.js';
import { plural } from '../../lib/plural.js';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import classes from './admin-page.module.css';

/** Events nobody could handle; each can be sent on its way again once the cause is mended. */
export function ParkedEvents({ events }: { readonly events: readonly ParkedEvent[] }) {
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: (id: string) => call(replayEvent, { params: { id } }),
    onSuccess: () => notifications.show({ message: 'The event is on its way again' }),
    onError: (error) => notifications.show({ color: 'red', title: 'The event was not sent', message: messageOf(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['outbox'] }),
  });
  return (
    <section aria-labelledby="parked">
      <Title order={2} id="parked" mb={4}>
        Parked events
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {events.length === 0 ? 'None. Everything found its way.' : 'These were tried several times without success. Mend the cause, then send them again.'}
      </Text>
      {events.length > 0 && (
        <ul className={classes.list}>
          {events.map((event) => (
            <li key={event.id} className={classes.row}>
              <div className={classes.text}>
                <Text size="sm" fw={600}>
                  {event.type}
                  {event.handler && ` · ${event.handler}`}
                </Text>
                <Text size="xs" c="dimmed" title={exactTime(event.parkedAt)}>
                  {plural(event.attempts, 'try', 'tries')} · parked {relativeTime(event.parkedAt)}
                </Text>
                {event.lastError && <pre className={classes.error}>{event.lastError}</pre>}
              </div>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={16} />}
                loading={replay.isPending && replay.variables === event.id}
                onClick={() => replay.mutate(event.id)}
                aria-label={`Send again: ${event.type}`}
              >
                Send again
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
