import { Button, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { LinkButton } from '../../../ui/link-button.js';
import classes from './page.module.css';

/** The document is there but cannot be drawn: why, and the file itself. */
export function Unreadable({ reason, onDownload }: { readonly reason: string; readonly onDownload: () => void }) {
  return (
    <div className={classes.cover}>
      <Stack align="center" maw={480} ta="center" gap="md" p="lg">
        <Title order={2}>{/no diagram to display/i.test(reason) ? 'There is no drawing in this file' : 'This file cannot be drawn'}</Title>
        <Text c="dimmed">{explain(reason)} The file is kept exactly as it came in.</Text>
        <pre className={classes.reason}>{reason.slice(0, 600)}</pre>
        <div className={classes.actions}>
          <Button leftSection={<IconDownload size={17} />} onClick={onDownload}>
            Download the original
          </Button>
          <LinkButton to="/" variant="default">
            Back to the library
          </LinkButton>
        </div>
      </Stack>
    </div>
  );
}

function explain(reason: string): string {
  if (/no diagram to display/i.test(reason)) return 'It describes a process, but not where its shapes lie.';
  return 'It does not hold BPMN in the form we can read.';
}
