import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Outgoing, type Notice } from './outgoing.js';

const notice = (payload: string): Notice => ({ channel: 'c', payload });

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('outgoing notices', () => {
  it('go out at once, then together after a pause, equal ones once', async () => {
    const send = jest.fn(async (_notices: readonly Notice[]) => undefined);
    const outgoing = new Outgoing(send);
    for (const payload of ['a', 'b', 'b', 'c']) outgoing.add(notice(payload));
    await jest.advanceTimersByTimeAsync(25);
    expect(send.mock.calls.map(([notices]) => notices.map(({ payload }) => payload))).toEqual([['a'], ['b', 'c']]);
  });

  it('go on after some that could not be sent', async () => {
    const send = jest.fn<(notices: readonly Notice[]) => Promise<void>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue();
    const outgoing = new Outgoing(send);
    outgoing.add(notice('lost'));
    await jest.advanceTimersByTimeAsync(25);
    outgoing.add(notice('sent'));
    expect(send).toHaveBeenLastCalledWith([notice('sent')]);
  });

  it('end when they are stopped, also in the middle of a sending', async () => {
    const sending = Promise.withResolvers<void>();
    const send = jest.fn(() => sending.promise);
    const outgoing = new Outgoing(send);
    outgoing.add(notice('a'));
    outgoing.add(notice('b'));
    outgoing.stop();
    sending.resolve();
    await jest.advanceTimersByTimeAsync(100);
    outgoing.add(notice('c'));
    expect(send).toHaveBeenCalledTimes(1);
  });
});
