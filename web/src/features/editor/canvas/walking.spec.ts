import { describe, expect, it } from '@jest/globals';
import { stepFrom, type Step, type Stop } from './walking.js';

interface Made extends Stop {
  children: Made[];
  incoming: { source: Made }[];
  outgoing: { target: Made }[];
  attachers: Made[];
}

/** Start, a gateway with two branches that meet at the end; a pool around them; an event on the upper task. */
function model() {
  const make = (id: string, x: number, y: number, parent?: Made, size = 40): Made => {
    const made: Made = { id, x, y, width: size, height: size, ...(parent && { parent }), children: [], incoming: [], outgoing: [], attachers: [] };
    parent?.children.push(made);
    return made;
  };
  const join = (source: Made, target: Made) => {
    source.outgoing.push({ target });
    target.incoming.push({ source });
  };
  const root = make('root', 0, 0);
  const pool = make('pool', 0, 0, root, 600);
  const start = make('start', 50, 100, pool);
  const gate = make('gate', 150, 100, pool);
  const upper = make('upper', 250, 20, pool);
  const lower = make('lower', 250, 180, pool);
  const end = make('end', 350, 100, pool);
  for (const [a, b] of [[start, gate], [gate, lower], [gate, upper], [upper, end], [lower, end]] as const) join(a, b);
  const timer = { ...make('timer', 270, 50, pool), host: upper };
  upper.attachers.push(timer);
  const all: Stop[] = [pool, start, gate, upper, lower, end, timer, { id: 'label', parent: pool, labelTarget: start }, { id: 'flow', parent: pool, waypoints: [], source: start, target: gate }, { id: 'folded', parent: pool, hidden: true }];
  const walk = (from: string | undefined, ...steps: Step[]) => {
    let at = all.find(({ id }) => id === from);
    for (const step of steps) at = stepFrom(at, step, all) ?? at;
    return at?.id;
  };
  return walk;
}

describe('walking over a drawing', () => {
  const walk = model();

  it('follows the flow, its upper branch first, and back', () => {
    expect(walk('start', 'forward')).toBe('gate');
    expect(walk('start', 'forward', 'forward')).toBe('upper');
    expect(walk('start', 'forward', 'forward', 'forward')).toBe('end');
    expect(walk('gate', 'back')).toBe('start');
    expect(walk('end', 'forward')).toBe('end');
  });

  it('goes up and down among branches, and to what lies there without one', () => {
    expect(walk('upper', 'down')).toBe('lower');
    expect(walk('lower', 'up')).toBe('upper');
    expect(walk('gate', 'down')).toBe('lower');
  });

  it('goes into what holds others, and out of it', () => {
    expect(walk('pool', 'into')).toBe('start');
    expect(walk('start', 'out')).toBe('pool');
    expect(walk('pool', 'out')).toBe('pool');
  });

  it('goes from an attached event to its task, and through a connection', () => {
    expect(walk('timer', 'back')).toBe('upper');
    expect(walk('flow', 'forward')).toBe('gate');
    expect(walk('flow', 'back')).toBe('start');
  });

  it('reads everything once, and begins where reading begins', () => {
    expect(walk(undefined, 'next')).toBe('pool');
    expect(walk(undefined, 'previous')).toBe('end');
    expect(['pool', 'start', 'gate', 'upper', 'lower', 'timer', 'end'].map((id) => walk(id, 'next'))).toEqual(['start', 'gate', 'upper', 'lower', 'timer', 'end', 'pool']);
  });
});
