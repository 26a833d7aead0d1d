import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconDots, IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import type { ActionContext } from '../actions/action.js';
import { actionOf, type ActionId } from '../actions/editor-actions.js';
import { ProblemsButton } from '../lint/problems-button.js';
import { ActionsNow } from './actions-now.js';
import { CommentsButton } from '../pins/comments-button.js';
import { ToolButton } from './tool-button.js';
import { ToolMenu } from './tool-menu.js';
import classes from './toolbar.module.css';

export interface ToolbarProps {
  readonly heading: ReactNode;
  readonly pages: ReactNode;
  readonly context: ActionContext;
  /** What concerns the person, where there is room for it. */
  readonly bell: ReactNode;
}

const BACK = (
  <Tooltip label="Back to the library">
    <ActionIcon variant="subtle" color="gray" size={36} className={classes.tool} aria-label="Back to the library" renderRoot={(rest) => <Link to="/" {...rest} />}>
      <IconArrowLeft size={20} />
    </ActionIcon>
  </Tooltip>
);
const DOWNLOAD = <IconDownload size={19} />;
const DOTS = <IconDots size={20} />;

/** Few buttons; all else that is worth showing stands in the menu, and everything in the command palette. */
const MENU: readonly (readonly ActionId[])[] = [
  ['palette', 'find', 'comment'],
  ['simulate', 'minimap', 'problem-marks', 'comment-pins', 'full-screen', 'light-canvas'],
  ['compare', 'kept', 'shortcuts'],
];
const EXPORTS: readonly ActionId[] = ['export-bpmn', 'export-svg', 'export-png', 'export-pdf'];
const DOWNLOADS: readonly (readonly ActionId[])[] = [EXPORTS];
const ONLY_NARROW: readonly (readonly ActionId[])[] = [['versions', 'zoom-in', 'zoom-out', 'fit', 'full-size'], EXPORTS];

/** The way back, the title with the state of saving, and the tools. */
export function Toolbar({ heading, pages, context, bell }: ToolbarProps) {
  const zoom = Math.round(context.facts.zoom * 100);
  const button = (id: ActionId) => <ToolButton action={actionOf(id)} />;
  return (
    <ActionsNow value={context}>
      <header className={classes.bar}>
        {BACK}
        <div className={classes.heading}>{heading}</div>
        {pages}
        <div className={classes.group} role="toolbar" aria-label="Tools">
          {!context.bench.readOnly && (
            <>
              {button('undo')}
              {button('redo')}
              <span className={`${classes.rule} ${classes.wide}`} />
            </>
          )}
          <div className={classes.wide}>
            {button('zoom-out')}
            <Percent zoom={zoom} onPress={context.drawing.view.zoomToFull} />
            {button('zoom-in')}
            {button('fit')}
            <span className={classes.rule} />
            <ToolMenu label="Export" icon={DOWNLOAD} groups={DOWNLOADS} />
          </div>
          {button('properties')}
          <ProblemsButton action={actionOf('problems')} context={context} />
          {context.bench.comment !== null && <CommentsButton action={actionOf('comments')} context={context} />}
          {context.bench.hasVersions && <div className={classes.wide}>{button('versions')}</div>}
          {bell && <div className={classes.wide}>{bell}</div>}
          <ToolMenu label="More tools" icon={DOTS} groups={MENU} onlyNarrow={ONLY_NARROW} />
        </div>
      </header>
    </ActionsNow>
  );
}

const Percent = memo(function Percent({ zoom, onPress }: { readonly zoom: number; readonly onPress: () => void }) {
  return (
    <Tooltip label="Full size  1">
      <UnstyledButton className={classes.percent} onClick={onPress} aria-label={`Zoom ${zoom} %. Back to full size`}>
        {zoom} %
      </UnstyledButton>
    </Tooltip>
  );
});
