import { describe, expect, it } from '@jest/globals';
import { inFileOrder, type Di } from './file-order.js';

const [pool, lane, task, flow, unknown, fresh, wrap] = ['pool', 'lane', 'task', 'flow', 'unknown', 'fresh', 'wrap'].map((name) => ({ name })) as [Di, Di, Di, Di, Di, Di, Di];

describe('inFileOrder', () => {
  it('leaves the file as it is, whatever the order on the canvas', () => {
    const opened = [flow, task, unknown, lane, pool];
    expect(inFileOrder(opened, opened, [pool, lane, task, flow])).toEqual(opened);
  });

  it('keeps what the canvas cannot draw, and lets go what was deleted', () => {
    expect(inFileOrder([pool, unknown, task, flow], [pool, unknown], [pool])).toEqual([pool, unknown]);
  });

  it('puts what is new behind what it is drawn upon, and what was undone back in its place', () => {
    expect(inFileOrder([pool, task, flow], [pool, flow, task, fresh, wrap], [wrap, pool, task, fresh, flow])).toEqual([wrap, pool, task, fresh, flow]);
    expect(inFileOrder([task], [task, unknown], [task])).toEqual([task, unknown]);
  });
});
