import { Kbd, Loader, Modal, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Command } from './command.js';
import classes from './command-palette.module.css';
import { useCommandSources } from './command-sources.js';
import { rankCommands } from './rank-commands.js';
import { recentCommands, rememberCommand } from './recent-commands.js';
import { useFoundCommands } from './use-found-commands.js';

export interface CommandPaletteProps {
  readonly opened: boolean;
  /** What was typed before the field was there. */
  readonly typed: () => string;
  readonly onClose: () => void;
}

/** All that can be done and reached from here, in a list one types into. The focus stays in the field; arrows choose. */
export function CommandPalette({ opened, typed, onClose }: CommandPaletteProps) {
  const before = useRef<Element | null>(null);
  if (opened) before.current ??= document.activeElement;
  // At once, not after the fade: what is done next may move the focus on.
  const close = () => {
    if (before.current instanceof HTMLElement || before.current instanceof SVGElement) before.current.focus({ preventScroll: true });
    before.current = null;
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      returnFocus={false}
      withCloseButton={false}
      centered={false}
      size={620}
      yOffset="12vh"
      padding={0}
      // Gone at once: a key pressed while it fades belongs to the page.
      transitionProps={{ duration: 90, exitDuration: 0 }}
      classNames={{ content: classes.content, body: classes.body }}
      attributes={{ content: { 'aria-label': 'Command palette' } }}
    >
      {opened && <Palette typed={typed} onClose={close} />}
    </Modal>
  );
}

function Palette({ typed, onClose }: Omit<CommandPaletteProps, 'opened'>) {
  const [query, setQuery] = useState(typed);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const name = useId();
  const sources = useCommandSources();
  const commands = useMemo(() => sources.flatMap((ask) => ask().list?.() ?? []), [sources]);
  const [recent] = useState(recentCommands);
  const { found, searching } = useFoundCommands(sources, query);
  const groups = useMemo(() => rankCommands(query, commands, found, recent), [query, commands, found, recent]);
  const lines = groups.flatMap((group) => group.commands);
  const at = Math.min(active, lines.length - 1);

  // At once: what is typed meanwhile belongs here.
  useLayoutEffect(() => {
    field.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, groups]);

  const take = (command: Command | undefined) => {
    if (!command) return;
    rememberCommand(command.id);
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, lines.length - 1), PageUp: Math.max(at - 8, 0) }[event.key];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) take(lines[at]);
    else if (to === undefined || lines.length === 0) return;
    else setActive((to + lines.length) % lines.length);
    event.preventDefault();
  };
  const idOf = (command: Command) => `${name}-${lines.indexOf(command)}`;
  const current = lines[at];

  return (
    <>
      <div className={classes.field}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          ref={field}
          data-autofocus
          role="combobox"
          aria-label="Type what you look for"
          aria-expanded="true"
          aria-controls={name}
          aria-autocomplete="list"
          aria-activedescendant={current && idOf(current)}
          placeholder="Do, open or find anything"
          value={query}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
        {searching && <Loader size={16} aria-hidden="true" />}
        <Kbd size="xs" aria-hidden="true">
          Esc
        </Kbd>
      </div>
      <div ref={list} id={name} role="listbox" aria-label="What there is" className={classes.list} tabIndex={-1}>
        {groups.map((group, index) => (
          <div key={group.name} role="group" aria-labelledby={`${name}-group-${index}`}>
            <div id={`${name}-group-${index}`} className={classes.group} role="presentation">
              {group.name}
            </div>
            {group.commands.map((command) => (
              <Line key={`${group.name} ${command.id}`} id={idOf(command)} command={command} active={command === current} onPoint={() => setActive(lines.indexOf(command))} onTake={() => take(command)} />
            ))}
          </div>
        ))}
      </div>
      {lines.length === 0 && <p className={classes.nothing}>{searching ? 'Looking…' : 'Nothing fits. Try fewer letters.'}</p>}
      <VisuallyHidden role="status">
        {lines.length === 0 ? (searching ? '' : 'Nothing fits') : `${lines.length} to choose from`}
      </VisuallyHidden>
    </>
  );
}

interface LineProps {
  readonly id: string;
  readonly command: Command;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
}

function Line({ id, command: { label, hint, keys, icon: Icon }, active, onPoint, onTake }: LineProps) {
  return (
    // The keyboard is the field's: it says which line is meant (aria-activedescendant).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div id={id} role="option" aria-selected={active} className={classes.line} onMouseMove={onPoint} onClick={onTake}>
      <span className={classes.icon}>{Icon && <Icon size={17} />}</span>
      <span className={classes.label}>{label}</span>
      {hint && <span className={classes.hint}>{hint}</span>}
      {keys && <Kbd size="xs">{keys}</Kbd>}
    </div>
  );
}
