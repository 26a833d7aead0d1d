import { Box, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Logo } from '../../ui/logo.js';
import { usePageTitle } from '../../ui/page-title.js';
import classes from './auth-frame.module.css';
import { ProcessPicture } from './process-picture.js';

export interface AuthFrameProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
  readonly footer: ReactNode;
}

/** The two-sided page of sign-in and sign-up: the form, and a quiet picture of what waits behind it. */
export function AuthFrame({ title, text, children, footer }: AuthFrameProps) {
  usePageTitle(title);
  return (
    <div className={classes.root}>
      <main className={classes.form}>
        <Logo />
        <Stack gap="lg" className={classes.column}>
          <Box>
            <Title order={1}>{title}</Title>
            <Text c="dimmed" mt={4}>
              {text}
            </Text>
          </Box>
          {children}
          <Text size="sm" c="dimmed">
            {footer}
          </Text>
        </Stack>
        <Text size="xs" c="dimmed">
          Open source · runs on your own servers
        </Text>
      </main>
      <aside className={classes.scene} aria-label="About BPMN Studio">
        <div aria-hidden="true">
          <ProcessPicture />
        </div>
        <div className={classes.promise}>
          <p>Draw how work flows.</p>
          <p>Standard BPMN 2.0, saved while you draw, and yours to take along.</p>
        </div>
      </aside>
    </div>
  );
}
