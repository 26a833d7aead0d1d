import { describe, expect, it } from '@jest/globals';
import { GroupAppends, type Edit } from './group-appends.js';

const edit = (n: number, length = 1): Edit => ({ bytes: new Uint8Array(length).fill(n), userId: `u${n}` });
const never = () => {
  throw new Error('nothing was lost');
};

describe('GroupAppends', () => {
  it('takes what comes while an append is on its way into the next one, in order', async () => {
    const appended: number[][] = [];
    const gates: (() => void)[] = [];
    const group = new GroupAppends(async (edits) => {
      appended.push(edits.map(({ bytes }) => bytes[0]!));
      await new Promise<void>((resolve) => gates.push(resolve));
    }, never);
    const kept: number[] = [];
    const added = [1, 2, 3].map((n) => group.add(edit(n)).then(() => kept.push(n)));
    expect(appended).toEqual([[1]]);
    gates[0]!();
    await added[0];
    expect(kept).toEqual([1]);
    await Promise.resolve();
    expect(appended).toEqual([[1], [2, 3]]);
    gates[1]!();
    await Promise.all(added);
    await group.settled();
    expect(kept).toEqual([1, 2, 3]);
  });

  it('tells a failure to those whose edits failed, and goes on with the next', async () => {
    let fails = true;
    let lost = 0;
    const group = new GroupAppends(async () => {
      if (!fails) return;
      fails = false;
      throw new Error('away');
    }, () => (lost += 1));
    const first = group.add(edit(1)).catch((error: Error) => [error.message, lost]);
    const second = group.add(edit(2));
    expect(await first).toEqual(['away', 1]);
    await expect(second).resolves.toBeUndefined();
  });

  it('takes no more than may wait', async () => {
    const gate = Promise.withResolvers<void>();
    let lost = 0;
    const group = new GroupAppends(() => gate.promise, () => (lost += 1));
    const added = [group.add(edit(1, 10_000_000)), group.add(edit(2, 6_000_000))];
    await expect(group.add(edit(3, 1_000_000))).rejects.toMatchObject({ code: 4503 });
    expect(lost).toBe(1);
    gate.resolve();
    await Promise.all(added);
    await expect(group.add(edit(3, 1_000_000))).resolves.toBeUndefined();
  });
});
