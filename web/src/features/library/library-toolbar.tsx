import { Center, Group, NativeSelect, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconLayoutGrid, IconList } from '@tabler/icons-react';
import type { DiagramSort } from './diagram-pages.js';
import type { View } from './use-view.js';

export interface LibraryToolbarProps {
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

/** How the library is ordered and shown. */
export function LibraryToolbar({ sort, onSort, view, onView }: LibraryToolbarProps) {
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
    </Group>
  );
}
