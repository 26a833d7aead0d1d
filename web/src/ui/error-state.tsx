import { Button, Group, Text } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import classes from './error-state.module.css';
import { useCountdown } from './use-countdown.js';

export interface ErrorStateProps {
  readonly title: string;
  readonly message: string;
  readonly onRetry: () => void;
  /** Tries by itself after this many seconds. */
  readonly retryAfterSeconds?: number | undefined;
  readonly busy?: boolean;
}

/** Something could not be read. Says so, counts down to the next try, and lets a person try at once. */
export function ErrorState({ title, message, onRetry, retryAfterSeconds, busy = false }: ErrorStateProps) {
  const left = useCountdown(busy ? undefined : retryAfterSeconds, onRetry);
  return (
    <div className={classes.root}>
      <IconCloudOff size={22} className={classes.icon} aria-hidden="true" />
      <div className={classes.text} role="alert">
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="sm">{message}</Text>
      </div>
      <Group gap="sm" wrap="nowrap">
        {left !== null && left > 0 && (
          <Text size="sm" className={classes.count} aria-hidden="true">
            Again in {left} s
          </Text>
        )}
        <Button size="xs" variant="default" onClick={onRetry} loading={busy}>
          Try now
        </Button>
      </Group>
    </div>
  );
}
