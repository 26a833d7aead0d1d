import { Button } from '@mantine/core';
import { IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.js';

export interface EmptyLibraryProps {
  readonly mayWrite: boolean;
  readonly onNew: () => void;
  readonly onImport: () => void;
}

/** The first look at a fresh workspace. */
export function EmptyLibrary({ mayWrite, onNew, onImport }: EmptyLibraryProps) {
  if (!mayWrite) return <EmptyState picture={<Sketch />} title="No diagrams yet" text="Diagrams that others make in this workspace will show up here." />;
  return (
    <EmptyState
      picture={<Sketch />}
      title="Your first process starts here"
      text="Draw a new diagram, or bring the ones you have: drag .bpmn, .xml or .zip files onto this page, a whole folder if you like."
      actions={
        <>
          <Button leftSection={<IconPlus size={17} />} onClick={onNew}>
            New diagram
          </Button>
          <Button variant="default" leftSection={<IconUpload size={17} />} onClick={onImport}>
            Import files
          </Button>
        </>
      }
    />
  );
}

/** A search without a hit. */
export function NothingFound({ q, onClear }: { readonly q: string; readonly onClear: () => void }) {
  return (
    <EmptyState
      picture={<IconSearch size={56} stroke={1} />}
      title="Nothing found"
      text={`No diagram has “${q}” in its title.`}
      actions={
        <Button variant="default" onClick={onClear}>
          Clear the search
        </Button>
      }
    />
  );
}

function Sketch() {
  return (
    <svg width="220" height="84" viewBox="0 0 220 84" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" focusable="false">
      <circle cx="22" cy="42" r="14" />
      <path d="M36 42h26m62 0h22" strokeDasharray="1 7" />
      <rect x="64" y="20" width="60" height="44" rx="9" />
      <path d="m168 20 22 22-22 22-22-22z" strokeDasharray="5 6" />
      <path d="M94 34v16m-8-8h16" stroke="var(--mantine-primary-color-filled)" strokeWidth="2.5" />
    </svg>
  );
}
