import type { VersionSummary } from '@bpmn-studio/contracts';
import { ActionIcon, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowsExchange } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { optionOf } from '../version-list.js';
import classes from './compare.module.css';

export interface CompareBarProps {
  readonly diagramId: string;
  readonly title: string;
  readonly versions: readonly VersionSummary[];
  readonly from: number | null;
  readonly to: number | null;
  readonly onVersions: (from: number, to: number) => void;
  /** There are older ones that are not read yet. */
  readonly onMore: (() => void) | null;
  readonly view: string;
  readonly views: readonly { readonly value: string; readonly label: string }[];
  readonly onView: (view: string) => void;
}

const MORE = 'more';

/** The way back, which two versions are compared, and how they are shown. */
export function CompareBar({ diagramId, title, versions, from, to, onVersions, onMore, view, views, onView }: CompareBarProps) {
  const options = versions.map((item) => ({ value: String(item.version), label: optionOf(item) }));
  const choice = (label: string, value: number | null, onChange: (version: number) => void) => (
    <NativeSelect
      size="xs"
      className={classes.version}
      label={label}
      value={value === null ? '' : String(value)}
      data={[...(value === null || versions.some(({ version }) => version === value) ? [] : [{ value: String(value), label: `${value} · not in the list` }]), ...options, ...(onMore ? [{ value: MORE, label: 'Older versions…' }] : [])]}
      onChange={(event) => (event.currentTarget.value === MORE ? onMore?.() : onChange(Number(event.currentTarget.value)))}
    />
  );
  return (
    <header className={classes.bar}>
      <Tooltip label="Back to the diagram">
        <ActionIcon variant="subtle" color="gray" size={36} className={classes.tool} aria-label="Back to the diagram" renderRoot={(rest) => <Link to="/diagrams/$diagramId" params={{ diagramId }} {...rest} />}>
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <div className={classes.heading}>
        <h1>Compare versions</h1>
        <p>{title}</p>
      </div>
      {from !== null && to !== null && (
        <div className={classes.versions}>
          {choice('Before', from, (version) => onVersions(version, to))}
          <Tooltip label="Swap sides">
            <ActionIcon variant="subtle" color="gray" size={32} className={classes.tool} aria-label="Swap sides" onClick={() => onVersions(to, from)}>
              <IconArrowsExchange size={18} />
            </ActionIcon>
          </Tooltip>
          {choice('After', to, (version) => onVersions(from, version))}
        </div>
      )}
      <SegmentedControl size="xs" className={classes.views} aria-label="How they are shown" value={view} data={[...views]} onChange={onView} />
    </header>
  );
}
