import { describe, expect, it } from '@jest/globals';
import { FairSlots, NoSlot, Slots } from './slots.js';

const HOUR = 3_600_000;

describe('slots', () => {
  it('let as many in as there are places, and the next in order', async () => {
    const slots = new Slots(2, 10, HOUR);
    const order: number[] = [];
    const places = [0, 1, 2, 3].map(() => ({ door: Promise.withResolvers<void>(), entered: Promise.withResolvers<void>() }));
    const doors = places.map(({ door }) => door);
    const works = places.map(({ door, entered }, index) => slots.run(async () => {
      order.push(index);
      entered.resolve();
      await door.promise;
    }));
    await places[1]!.entered.promise;
    expect(order).toEqual([0, 1]);
    doors[1]!.resolve();
    await places[2]!.entered.promise;
    expect(order).toEqual([0, 1, 2]);
    for (const door of doors) door.resolve();
    await Promise.all(works);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('refuse who comes when too many wait', async () => {
    const slots = new Slots(1, 1, HOUR);
    const door = Promise.withResolvers<void>();
    const works = [slots.run(() => door.promise), slots.run(() => door.promise)];
    await expect(slots.run(() => door.promise)).rejects.toBeInstanceOf(NoSlot);
    door.resolve();
    await Promise.all(works);
  });

  it('refuse who has waited long enough, and keep the place for others', async () => {
    const slots = new Slots(1, 5, 1);
    const door = Promise.withResolvers<void>();
    const first = slots.run(() => door.promise);
    await expect(slots.run(() => Promise.resolve())).rejects.toThrow('waited 1 ms');
    door.resolve();
    await first;
    expect(await slots.run(() => Promise.resolve('in'))).toBe('in');
  });

  it('give the place back when the work fails', async () => {
    const slots = new Slots(1, 0, HOUR);
    await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await slots.run(() => Promise.resolve('in'))).toBe('in');
  });
});

describe('fair slots', () => {
  it('let each person in turn, however much one of them asks for', async () => {
    const slots = new FairSlots(new Slots(1, 10, HOUR), () => new Slots(1, 10, HOUR));
    const order: string[] = [];
    const door = Promise.withResolvers<void>();
    const ask = (person: string, thing: number) => slots.run(person, (turn) => turn(async () => {
      order.push(`${person} ${thing}`);
      await door.promise;
    }));
    const works = [ask('Ann', 1), ask('Ann', 2), ask('Ann', 3), ask('Bob', 1), ask('Eve', 1)];
    door.resolve();
    await Promise.all(works);
    expect(order).toEqual(['Ann 1', 'Bob 1', 'Eve 1', 'Ann 2', 'Ann 3']);
  });

  it('refuse what is too much of one person, and nobody else', async () => {
    const slots = new FairSlots(new Slots(1, 10, HOUR), () => new Slots(1, 0, HOUR));
    const door = Promise.withResolvers<void>();
    const first = slots.run('Ann', (turn) => turn(() => door.promise));
    await expect(slots.run('Ann', () => Promise.resolve())).rejects.toBeInstanceOf(NoSlot);
    const other = slots.run('Bob', (turn) => turn(() => Promise.resolve('in')));
    door.resolve();
    expect(await other).toBe('in');
    await first;
  });
});
