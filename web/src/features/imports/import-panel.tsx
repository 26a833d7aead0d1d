import { ActionIcon, Group, Paper, Progress, Text } from '@mantine/core';
import '@mantine/core/styles/Progress.layer.css';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { plural } from '../../lib/plural.js';
import { FileReport } from './file-report.js';
import { ImportLine } from './import-line.js';
import classes from './import-panel.module.css';
import { dismissImport, useImportRun } from './import-run.js';
import { inReadingOrder, tally } from './import-state.js';

/** How an import goes, file by file; stays until it is put away. */
export function ImportPanel() {
  const run = useImportRun();
  const [open, list] = useDisclosure(true);
  const [chosen, setChosen] = useState<string | null>(null);
  const { total, imported, refused, progress } = tally(run);
  const done = run.phase === 'done';
  useStayWhile(run.phase === 'sending');
  const headline = done ? summary(imported, refused) : `Importing ${plural(total, 'file')}: ${imported + refused} done`;

  return (
    <Paper component="section" aria-label="Import" className={classes.root} shadow="lg" radius="lg" withBorder>
      <Group justify="space-between" wrap="nowrap" p="sm" pl="md">
        <Text fw={600} size="sm" role="status">
          {headline}
        </Text>
        <Group gap={4} wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" onClick={list.toggle} aria-expanded={open} aria-label={open ? 'Fold the report' : 'Unfold the report'}>
            {open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
          </ActionIcon>
          {done && (
            <ActionIcon variant="subtle" color="gray" onClick={dismissImport} aria-label="Close the report">
              <IconX size={18} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {!done && <Progress value={progress * 100} size={4} radius={0} aria-label="Progress of the import" />}
      {run.note && (
        <Text size="xs" c="dimmed" px="md" pt="xs">
          {run.note}
        </Text>
      )}
      {open && (
        <ul className={classes.list} tabIndex={0} aria-label="Files">
          {inReadingOrder(run).map((file) => (
            <ImportLine key={file.key} file={file} onReport={() => setChosen(file.key)} />
          ))}
        </ul>
      )}
      <FileReport file={run.files.find(({ key }) => key === chosen) ?? null} onClose={() => setChosen(null)} />
    </Paper>
  );
}

/** Asks before the window is closed on files that have not left yet. */
function useStayWhile(sending: boolean): void {
  useEffect(() => {
    if (!sending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [sending]);
}

function summary(imported: number, refused: number): string {
  if (refused === 0) return `${plural(imported, 'diagram')} imported`;
  return imported === 0 ? `${plural(refused, 'file')} could not be imported` : `${imported} imported, ${refused} refused`;
}
