import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import { LargeBodies } from './large-bodies.js';

const MEGABYTE = 1024 * 1024;
const response = () => new EventEmitter() as unknown as Response;

describe('LargeBodies', () => {
  it('gives each large body a turn of the event loop of its own, in order, and small ones none', async () => {
    const bodies = new LargeBodies();
    const done: string[] = [];
    let turns = 0;
    const tick = () => setImmediate(() => ((turns += 1), turns < 10 && tick()));
    tick();
    const large = ['a', 'b', 'c'].map((name) => bodies.turn(MEGABYTE).then(() => done.push(`${name}${turns}`)));
    await bodies.turn(1_000);
    expect(done).toEqual([]);
    await Promise.all(large);
    expect(done.map((entry) => entry[0])).toEqual(['a', 'b', 'c']);
    expect(new Set(done.map((entry) => entry.slice(1))).size).toBe(3);
  });

  it('holds so many bytes and no more, until an answer is done', () => {
    const bodies = new LargeBodies(10);
    const [first, second] = [response(), response()];
    const [takeFirst, takeSecond] = [bodies.roomFor(first), bodies.roomFor(second)];
    expect(takeFirst(6)).toBe(true);
    expect(takeSecond(5)).toBe(false);
    expect(takeSecond(4)).toBe(true);
    first.emit('close');
    expect(takeSecond(6)).toBe(true);
    expect(takeSecond(1)).toBe(false);
  });
});
