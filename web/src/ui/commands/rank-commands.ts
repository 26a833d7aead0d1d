import { fuzzyScore } from '../../lib/fuzzy-score.js';
import type { Command } from './command.js';

/** Most lines of one heading; who looks for more types more. */
const PER_GROUP = 8;
const RECENT = 'Recent';
/** What is the same on every page stands below what is particular to this one. */
const EVERYWHERE: readonly string[] = ['Go to', 'Appearance'];

export interface CommandGroup {
  readonly name: string;
  readonly commands: readonly Command[];
}

/**
 * What the palette shows: everything when nothing is typed, with what was done last on top; else what fits, best heading first.
 * @param found what was found elsewhere for the same query, in its own order
 */
export function rankCommands(query: string, commands: readonly Command[], found: readonly Command[], recent: readonly string[]): CommandGroup[] {
  if (query.trim() === '') {
    const lately = recent.flatMap((id) => [...commands, ...found].find((command) => command.id === id) ?? []);
    const rest = [...commands, ...found].filter((command) => command.onlyFound !== true && !lately.includes(command)).toSorted((a, b) => EVERYWHERE.indexOf(a.group) - EVERYWHERE.indexOf(b.group));
    return grouped([...lately.map((command) => ({ ...command, group: RECENT })), ...rest], Infinity);
  }
  const scored = commands
    .map((command) => ({ command, score: scoreOf(query, command) + (recent.includes(command.id) ? 1 : 0) }))
    .filter(({ score }) => score >= 1)
    .toSorted((a, b) => b.score - a.score);
  return grouped([...scored.map(({ command }) => command), ...found], PER_GROUP);
}

function scoreOf(query: string, { label, words, hint }: Command): number {
  const byLabel = fuzzyScore(query, label);
  if (byLabel > 0) return byLabel + 10;
  return Math.max(0, fuzzyScore(query, `${label} ${words ?? ''} ${hint ?? ''}`) / 2);
}

function grouped(commands: readonly Command[], most: number): CommandGroup[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const group = groups.get(command.group) ?? [];
    if (group.length < most) group.push(command);
    groups.set(command.group, group);
  }
  return [...groups].map(([name, all]) => ({ name, commands: all }));
}
