import { expect, it, jest } from '@jest/globals';
import { mindClosing, whenAllClosed, whenClosed } from './closing-editors.js';

it('the next editor of a diagram waits for the one that still saves, and only for that', async () => {
  let save = () => {};
  mindClosing('a', new Promise((resolve) => (save = resolve)));
  const events: string[] = [];
  const waiting = whenClosed('a').then(() => events.push('next'));
  await whenClosed('b');
  events.push('saved');
  save();
  await waiting;
  expect(events).toEqual(['saved', 'next']);
});

it('an editor that fails to close keeps nobody waiting', async () => {
  const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  mindClosing('a', Promise.reject(new Error('the canvas is gone')));
  await expect(whenClosed('a')).resolves.toBeUndefined();
  await expect(whenAllClosed()).resolves.toBeUndefined();
  expect(warned).toHaveBeenCalledTimes(1);
  warned.mockRestore();
});
