import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageTitle } from './page-title.js';

export interface PageHeaderProps {
  readonly title: string;
  readonly text?: ReactNode;
  /** Controls at the right; below the title on narrow screens. */
  readonly children?: ReactNode;
}

/** The one h1 of a page, a line about it, and its controls. */
export function PageHeader({ title, text, children }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <Group justify="space-between" align="flex-end" gap="md" mb="lg" mih={36}>
      <Box miw={0}>
        <Title order={1} tabIndex={-1} style={{ outline: 'none' }}>
          {title}
        </Title>
        {text && (
          <Text c="dimmed" size="sm" mt={4}>
            {text}
          </Text>
        )}
      </Box>
      {children}
    </Group>
  );
}
