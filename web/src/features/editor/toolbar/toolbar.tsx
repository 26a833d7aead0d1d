import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconAspectRatio, IconDots, IconDownload, IconAdjustmentsHorizontal, IconHistory, IconKeyboard } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ExportItems, type ExportFormat } from './export-menu.js';
import { ToolButton } from './tool-button.js';
import classes from './toolbar.module.css';
import type { Tool, toolsFor } from './tools.js';

export interface ToolbarProps {
  readonly heading: ReactNode;
  readonly pages: ReactNode;
  readonly tools: ReturnType<typeof toolsFor>;
  readonly zoom: number;
  readonly readOnly: boolean;
  /** Undefined when there is no panel to show. */
  readonly versionsOpen: boolean | undefined;
  readonly propertiesOpen: boolean;
  readonly extraItems: ReactNode;
  readonly onFullSize: () => void;
  readonly onExport: (format: ExportFormat) => void;
  readonly onVersions: () => void;
  readonly onProperties: () => void;
  readonly onShortcuts: () => void;
}

/** The way back, the title with the state of saving, and the tools. What does not fit goes into a menu. */
export function Toolbar(props: ToolbarProps) {
  const { heading, pages, tools, zoom, readOnly, versionsOpen, onVersions } = props;
  const versions: Tool = { label: 'Versions', keys: '', icon: <IconHistory size={19} />, run: onVersions, pressed: versionsOpen ?? false };
  const properties: Tool = { label: 'Properties', keys: '', icon: <IconAdjustmentsHorizontal size={19} />, run: props.onProperties, pressed: props.propertiesOpen };
  return (
    <header className={classes.bar}>
      <Tooltip label="Back to the library">
        <ActionIcon variant="subtle" color="gray" size={36} className={classes.tool} aria-label="Back to the library" renderRoot={(rest) => <Link to="/" {...rest} />}>
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <div className={classes.heading}>{heading}</div>
      <div className={classes.group} role="toolbar" aria-label="Tools">
        {pages}
        {!readOnly && (
          <>
            <ToolButton tool={tools.undo} />
            <ToolButton tool={tools.redo} />
            <span className={`${classes.rule} ${classes.wide}`} />
          </>
        )}
        <div className={classes.wide}>
          <ToolButton tool={tools.zoomOut} />
          <Tooltip label="Full size  1">
            <UnstyledButton className={classes.percent} onClick={props.onFullSize} aria-label={`Zoom ${Math.round(zoom * 100)} %. Back to full size`}>
              {Math.round(zoom * 100)} %
            </UnstyledButton>
          </Tooltip>
          <ToolButton tool={tools.zoomIn} />
          <ToolButton tool={tools.fit} />
          {!readOnly && <ToolButton tool={tools.minimap} />}
          <span className={classes.rule} />
          <ExportMenu onExport={props.onExport} extraItems={props.extraItems} />
          <ToolButton tool={properties} />
          {versionsOpen !== undefined && <ToolButton tool={versions} />}
          <ToolButton tool={{ label: 'Keyboard shortcuts', keys: '?', icon: <IconKeyboard size={19} />, run: props.onShortcuts }} />
        </div>
        <div className={classes.narrow}>
          <ToolButton tool={properties} />
          {versionsOpen !== undefined && <ToolButton tool={versions} />}
          <NarrowMenu {...props} />
        </div>
      </div>
    </header>
  );
}

function ExportMenu({ onExport, extraItems }: Pick<ToolbarProps, 'onExport' | 'extraItems'>) {
  const [open, setOpen] = useState(false);
  return (
    <Menu opened={open} onChange={setOpen} withinPortal={false}>
      <Menu.Target>
        <Tooltip label="Export" disabled={open}>
          <ActionIcon variant="subtle" color="gray" size={36} className={classes.tool} aria-label="Export">
            <IconDownload size={19} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <ExportItems onExport={onExport} />
        {extraItems}
      </Menu.Dropdown>
    </Menu>
  );
}

function NarrowMenu({ tools, readOnly, extraItems, onFullSize, onExport, onShortcuts }: ToolbarProps) {
  const views = readOnly ? [tools.zoomIn, tools.zoomOut, tools.fit] : [tools.zoomIn, tools.zoomOut, tools.fit, tools.minimap];
  return (
    <Menu width={240} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} className={classes.tool} aria-label="More tools">
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map(({ label, icon, run }) => (
          <Menu.Item key={label} leftSection={icon} onClick={run} closeMenuOnClick={!label.startsWith('Zoom')}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Item onClick={onFullSize} leftSection={<IconAspectRatio size={19} />}>
          Full size
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Export</Menu.Label>
        <ExportItems onExport={onExport} />
        {extraItems}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={17} />} onClick={onShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
