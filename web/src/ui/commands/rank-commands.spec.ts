import { describe, expect, it } from '@jest/globals';
import type { Command } from './command.js';
import { rankCommands } from './rank-commands.js';

const command = (id: string, label: string, group: string, more: Partial<Command> = {}): Command => ({ id, label, group, run: () => undefined, ...more });
const ALL = [command('undo', 'Undo', 'Edit'), command('align', 'Align left', 'Arrange', { words: 'line up' }), command('trash', 'Trash', 'Go to'), command('e1', 'Check order', 'Elements', { onlyFound: true })];
const names = (groups: ReturnType<typeof rankCommands>) => groups.map(({ name, commands }) => `${name}: ${commands.map(({ label }) => label).join(', ')}`);

describe('the command palette', () => {
  it('shows what was done last first, and nothing twice', () => {
    expect(names(rankCommands('', ALL, [], ['trash', 'gone']))).toEqual(['Recent: Trash', 'Edit: Undo', 'Arrange: Align left']);
  });

  it('finds by name, by other words, and elements once something is typed', () => {
    expect(names(rankCommands('alig', ALL, [], []))).toEqual(['Arrange: Align left']);
    expect(names(rankCommands('line up', ALL, [], []))).toEqual(['Arrange: Align left']);
    expect(names(rankCommands('order', ALL, [], []))).toEqual(['Elements: Check order']);
  });

  it('keeps the order of what was found elsewhere, and stays short', () => {
    const found = Array.from({ length: 20 }, (_, index) => command(`d${index}`, `Diagram ${20 - index}`, 'Diagrams'));
    const [group] = rankCommands('x', [], found, []);
    expect(group?.commands).toEqual(found.slice(0, 8));
  });
});
