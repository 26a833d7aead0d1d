import { ActionIcon, Center, Group, Menu, NativeSelect, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import { EXPORT_FORMATS, type ExportFormat } from '@bpmn-studio/contracts';
import { IconFileZip, IconLayoutGrid, IconList } from '@tabler/icons-react';
import { useState } from 'react';
import type { DiagramSort } from './diagram-pages.js';
import { useArchive } from './use-archive.js';
import type { View } from './use-view.js';

export interface LibraryToolbarProps {
  readonly workspaceId: string;
  readonly sort: DiagramSort;
  readonly onSort: (sort: DiagramSort) => void;
  readonly view: View;
  readonly onView: (view: View) => void;
}

const SORTS: readonly { readonly value: DiagramSort; readonly label: string }[] = [
  { value: 'updated', label: 'Last edited' },
  { value: 'title', label: 'Title' },
  { value: 'created', label: 'Newest' },
];

const VIEWS = [
  { value: 'grid' as const, label: 'Cards', Icon: IconLayoutGrid },
  { value: 'list' as const, label: 'List', Icon: IconList },
];

const FORMATS: Readonly<Record<ExportFormat, string>> = { bpmn: 'BPMN 2.0 files', svg: 'SVG pictures', png: 'PNG pictures', pdf: 'PDF documents' };

/** How the library is ordered and shown, and all of it to take along. */
export function LibraryToolbar({ workspaceId, sort, onSort, view, onView }: LibraryToolbarProps) {
  const [exporting, setExporting] = useState(false);
  const fetchArchive = useArchive(workspaceId);
  return (
    <Group gap="sm" wrap="nowrap">
      <NativeSelect aria-label="Sort by" data={[...SORTS]} value={sort} onChange={(event) => onSort(event.currentTarget.value as DiagramSort)} w={150} />
      <SegmentedControl
        aria-label="View"
        value={view}
        onChange={onView}
        data={VIEWS.map(({ value, label, Icon }) => ({
          value,
          label: (
            <Center h={20}>
              <Icon size={18} aria-hidden="true" />
              <VisuallyHidden>{label}</VisuallyHidden>
            </Center>
          ),
        }))}
      />
      <Menu position="bottom-end" width={220} withinPortal={false} opened={exporting} onChange={setExporting}>
        <Menu.Target>
          <Tooltip label="Export all as .zip" disabled={exporting}>
            <ActionIcon variant="default" size={36} aria-label="Export all as .zip">
              <IconFileZip size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>All diagrams as one .zip of</Menu.Label>
          {EXPORT_FORMATS.map((format) => (
            <Menu.Item key={format} onClick={() => fetchArchive(format)}>
              {FORMATS[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
