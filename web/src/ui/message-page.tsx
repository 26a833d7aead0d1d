import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LogoMark } from './logo.js';

export interface MessagePageProps {
  readonly title: string;
  readonly text: ReactNode;
  readonly actions: ReactNode;
}

/** A whole page that says one thing and offers a way on. */
export function MessagePage({ title, text, actions }: MessagePageProps) {
  return (
    <Box component="main" mih="100dvh" p="lg" style={{ display: 'grid', placeItems: 'center' }}>
      <Stack align="center" maw={440} ta="center" gap="md">
        <LogoMark size={44} />
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{text}</Text>
        <Group justify="center" mt="xs">
          {actions}
        </Group>
      </Stack>
    </Box>
  );
}
