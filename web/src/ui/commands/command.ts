import type { ComponentType } from 'react';

/** The shortcut of the palette, in every page. */
export const PALETTE_KEY = 'k';

/** One line of the command palette. */
export interface Command {
  /** The same each time: what was done last is offered first. */
  readonly id: string;
  readonly label: string;
  /** The heading it stands under. */
  readonly group: string;
  /** What it is or where, in smaller letters. */
  readonly hint?: string | undefined;
  /** Other words it is found by. */
  readonly words?: string | undefined;
  /** Its shortcut, as it is written on this machine. */
  readonly keys?: string | undefined;
  readonly icon?: ComponentType<{ readonly size?: number | string }> | undefined;
  /** Only shown once something is typed. */
  readonly onlyFound?: boolean;
  readonly run: () => void;
}

/** Where commands come from. Asked when the palette is open, never before. */
export interface CommandSource {
  /** All there are, at once. */
  readonly list?: () => readonly Command[];
  /** What is found elsewhere for what is typed (nothing at first). Its order is kept. */
  readonly find?: (query: string, signal: AbortSignal) => Promise<readonly Command[]>;
}
