import { ActionIcon, Tooltip } from '@mantine/core';
import classes from './toolbar.module.css';
import type { Tool } from './tools.js';

/** One tool as a button with its name and shortcut. */
export function ToolButton({ tool }: { readonly tool: Tool }) {
  return (
    <Tooltip label={tool.keys ? `${tool.label}  ${tool.keys}` : tool.label} disabled={tool.pressed ?? false}>
      <ActionIcon
        className={classes.tool}
        variant={tool.pressed ? 'light' : 'subtle'}
        color={tool.pressed ? undefined : 'gray'}
        size={36}
        aria-label={tool.label}
        aria-pressed={tool.pressed}
        aria-disabled={tool.disabled || undefined}
        data-disabled={tool.disabled || undefined}
        onClick={tool.disabled ? undefined : tool.run}
      >
        {tool.icon}
      </ActionIcon>
    </Tooltip>
  );
}
