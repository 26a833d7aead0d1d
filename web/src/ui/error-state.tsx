import { Alert, Button, Group, Text } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

export interface ErrorStateProps {
  readonly title: string;
  readonly message: string;
  readonly onRetry: () => void;
  /** Tries by itself after this many seconds; how often it failed so far stretches the pause. */
  readonly retryAfterSeconds?: number;
  readonly busy?: boolean;
}

/** Something could not be read. Says so, counts down to the next try, and lets a person try at once. */
export function ErrorState({ title, message, onRetry, retryAfterSeconds, busy = false }: ErrorStateProps) {
  const left = useCountdown(busy ? undefined : retryAfterSeconds, onRetry);
  return (
    <Alert variant="light" color="orange" title={title} icon={<IconCloudOff size={20} />} role="alert" mb="lg">
      <Text size="sm">{message}</Text>
      <Group mt="sm" gap="md">
        <Button size="xs" variant="default" onClick={onRetry} loading={busy}>
          Try now
        </Button>
        {left !== null && (
          <Text size="sm" c="dimmed" aria-hidden="true">
            We try again in {left} s.
          </Text>
        )}
      </Group>
    </Alert>
  );
}

function useCountdown(seconds: number | undefined, onEnd: () => void): number | null {
  const [left, setLeft] = useState(seconds ?? null);
  useEffect(() => {
    setLeft(seconds ?? null);
    if (seconds === undefined) return;
    let rest = seconds;
    const timer = setInterval(() => {
      rest -= 1;
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      onEnd();
    }, 1000);
    return () => clearInterval(timer);
    // A new onEnd on each render must not start the count anew.
  }, [seconds]);
  return left;
}
