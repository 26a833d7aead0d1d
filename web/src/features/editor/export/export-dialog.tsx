import type { EXPORT_ORIENTATIONS, EXPORT_PAGES } from '@bpmn-studio/contracts';
import { Alert, Button, Checkbox, Group, Modal, NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css'; // loaded with this dialog, where alone they are used
import '@mantine/core/styles/Checkbox.layer.css';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { messageOf } from '../../../api/client.js';
import { useDrawingFacts } from '../page/use-facts.js';
import type { Workbench } from '../page/workbench.js';
import { exportFromServer, type ServerWish } from './server-export.js';

type Page = (typeof EXPORT_PAGES)[number];
type Orientation = (typeof EXPORT_ORIENTATIONS)[number];

const SCALES = ['1', '2', '3', '4'].map((value) => ({ value, label: `${value}×` }));
const SCALE_WORDS: Readonly<Record<string, string>> = { 1: 'Small, for e-mail and chat.', 2: 'Sharp on today’s screens.', 3: 'For slides that are projected.', 4: 'For print. The file is large.' };
const PAGES: readonly { readonly value: Page; readonly label: string }[] = [
  { value: 'a4', label: 'A4' },
  { value: 'a3', label: 'A3' },
  { value: 'letter', label: 'US Letter' },
  { value: 'fit', label: 'As large as the drawing' },
];
const ORIENTATIONS: readonly { readonly value: Orientation; readonly label: string }[] = [
  { value: 'auto', label: 'Best fit' },
  { value: 'portrait', label: 'Upright' },
  { value: 'landscape', label: 'Across' },
];

/** Choices for a file the server makes, with what one gets. */
export function ExportDialog({ bench, format, onClose }: { readonly bench: Workbench; readonly format: 'png' | 'pdf'; readonly onClose: () => void }) {
  const { pages, page: shown } = useDrawingFacts(bench.editing.drawing);
  const [scale, setScale] = useState('2');
  const [page, setPage] = useState<Page>('a4');
  const [orientation, setOrientation] = useState<Orientation>('auto');
  const [appendix, setAppendix] = useState(false);
  const [only, setOnly] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const several = pages.length > 1;
  const place = pages.find(({ id }) => id === shown)?.place;

  const make = async () => {
    const which = several && (only || format === 'png') && place !== undefined ? { diagram: place } : {};
    const wish: ServerWish = format === 'png' ? { format, scale: Number(scale), ...which } : { format, page, orientation, appendix: appendix ? 'true' : 'false', ...which };
    setBusy(true);
    setFailure(null);
    try {
      const result = await exportFromServer(bench, wish);
      if (!result.made) return setFailure(result.reason);
      if (result.note !== null) notifications.show({ message: result.note });
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onClose} title={format === 'png' ? 'Export as PNG picture' : 'Export as PDF'} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        {format === 'png' ? (
          <Stack gap={6}>
            <Text size="sm" fw={500} id="export-scale">
              Size
            </Text>
            <SegmentedControl aria-labelledby="export-scale" fullWidth value={scale} onChange={setScale} data={SCALES} />
            <Text size="sm" c="dimmed">
              {SCALE_WORDS[scale]} {several ? 'Shows the drawing that is open, on white.' : 'On white.'}
            </Text>
          </Stack>
        ) : (
          <>
            <Group grow align="start">
              <NativeSelect label="Page" data={[...PAGES]} value={page} onChange={(event) => setPage(event.currentTarget.value as Page)} data-autofocus />
              <NativeSelect label="Orientation" data={[...ORIENTATIONS]} value={orientation} disabled={page === 'fit'} onChange={(event) => setOrientation(event.currentTarget.value as Orientation)} />
            </Group>
            {several && (
              <NativeSelect
                label="Drawings"
                data={[
                  { value: 'all', label: 'All of this file, a page each' },
                  { value: 'one', label: 'Only the one that is open' },
                ]}
                value={only ? 'one' : 'all'}
                onChange={(event) => setOnly(event.currentTarget.value === 'one')}
              />
            )}
            <Checkbox checked={appendix} onChange={(event) => setAppendix(event.currentTarget.checked)} label="List the elements at the end" description="By pool and lane, with name, type, id and documentation" />
            <Text size="sm" c="dimmed">
              {page === 'fit' ? 'Sharp at any size, with text that can be searched.' : 'Sharp at any size, with text that can be searched. A drawing that would be too small to read gets a larger page.'}
            </Text>
          </>
        )}
        {failure && (
          <Alert color="orange" variant="light" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={busy} data-autofocus={format === 'png' || undefined} onClick={() => void make()}>
            Export
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
