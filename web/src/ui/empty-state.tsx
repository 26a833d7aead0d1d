import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

export interface EmptyStateProps {
  readonly picture: ReactNode;
  readonly title: string;
  readonly text: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ picture, title, text, actions }: EmptyStateProps) {
  return (
    <Stack className={classes.root} align="center" gap="xs">
      <div className={classes.picture} aria-hidden="true">
        {picture}
      </div>
      <Title order={2} mt="sm">
        {title}
      </Title>
      <Text c="dimmed" maw={440} ta="center">
        {text}
      </Text>
      {actions && (
        <Group justify="center" mt="md">
          {actions}
        </Group>
      )}
    </Stack>
  );
}
