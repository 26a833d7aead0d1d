import { describe, expect, it, jest } from '@jest/globals';
import { HiddenProblems } from './hidden-problems.js';
import { LARGE, PAUSE_MS, ProblemDesk } from './problem-desk.js';
import type { Checked, Problem } from './rules/problem.js';

const problem = (elementId: string): Problem => ({ rule: 'label-required', severity: 'warning', elementId, type: 'bpmn:Task', name: '', isDrawn: true });
const found = (...ids: readonly string[]): Checked => ({ problems: ids.map(problem), found: ids.length, elements: ids.length, unchecked: [] });

function deskWith(stored = new Map<string, string>()) {
  const asked: { text: string; answer: (checked: Checked) => void; fail: (error: Error) => void }[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const storage = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value) };
  const desk = new ProblemDesk({
    check: (text) => new Promise((answer, fail) => asked.push({ text, answer, fail })),
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    hidden: new HiddenProblems('d1', storage),
  });
  const ids = () => desk.state.problems.map(({ elementId }) => elementId);
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { desk, asked, timers, ids, settle, stored };
}

describe('the problems of an open diagram', () => {
  it('are looked for at once, then after a pause for what was edited', async () => {
    const { desk, asked, timers, ids, settle } = deskWith();
    desk.look('one');
    expect(asked.map(({ text }) => text)).toEqual(['one']);
    asked[0]?.answer(found('a'));
    await settle();
    expect(ids()).toEqual(['a']);
    desk.look('two');
    desk.look('three');
    desk.look('three');
    expect(timers.map(({ ms }) => ms)).toEqual([PAUSE_MS]);
    timers[0]?.run();
    expect(asked.map(({ text }) => text)).toEqual(['one', 'three']);
  });

  it('are not shown when the document changed while it was checked', async () => {
    const { desk, asked, timers, ids, settle } = deskWith();
    desk.look('one');
    desk.look('two');
    timers.splice(0)[0]?.run(); // one at a time: it waits
    expect(asked).toHaveLength(1);
    asked[0]?.answer(found('old'));
    await settle();
    expect(desk.state.phase).toBe('waiting');
    expect(asked.map(({ text }) => text)).toEqual(['one', 'two']);
    asked[1]?.answer(found('new'));
    await settle();
    expect(ids()).toEqual(['new']);
  });

  it('wait longer in a large diagram', async () => {
    const { desk, asked, timers, settle } = deskWith();
    desk.look('one');
    asked[0]?.answer({ ...found(), elements: LARGE.elements + 1 });
    await settle();
    desk.look('two');
    expect(timers.map(({ ms }) => ms)).toEqual([LARGE.pauseMs]);
  });

  it('go when they are mended, and are back when the next check finds them', async () => {
    const { desk, asked, timers, ids, settle } = deskWith();
    desk.look('one');
    asked[0]?.answer(found('a', 'b'));
    await settle();
    desk.mendedNow([problem('a')]);
    expect(ids()).toEqual(['b']);
    desk.look('two');
    timers.find(({ ms }) => ms === PAUSE_MS)?.run();
    asked[1]?.answer(found('a'));
    await settle();
    expect(ids()).toEqual(['a']);
    desk.mendedNow([problem('a')]);
    timers.at(-1)?.run(); // undone before anything was written down: no check will come
    expect(ids()).toEqual(['a']);
  });

  it('are hidden on this device, each diagram its own, and can be shown again', async () => {
    const { desk, asked, ids, settle, stored } = deskWith();
    desk.look('one');
    asked[0]?.answer(found('a', 'b'));
    await settle();
    desk.hide(problem('a'));
    expect(ids()).toEqual(['b']);
    expect(desk.state.hidden.map(({ elementId }) => elementId)).toEqual(['a']);
    const again = deskWith(stored);
    again.desk.look('one');
    again.asked[0]?.answer(found('a', 'b'));
    await again.settle();
    expect(again.ids()).toEqual(['b']);
    again.desk.showHidden();
    expect(again.ids()).toEqual(['a', 'b']);
  });

  it('say when they could not be looked for, and are looked for again after the next edit', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { desk, asked, timers, settle } = deskWith();
    desk.look('one');
    asked[0]?.fail(new Error('gone'));
    await settle();
    expect(desk.state.phase).toBe('failed');
    desk.look('two');
    timers[0]?.run();
    asked[1]?.answer(found());
    await settle();
    expect(desk.state.phase).toBe('checked');
  });

  it('cope with a storage that holds something else, or nothing', () => {
    const odd = new HiddenProblems('d1', { getItem: () => '{"a":[1]}', setItem: () => { throw new DOMException('full', 'QuotaExceededError'); } });
    odd.add('k');
    expect(odd.has('k')).toBe(true);
    expect(new HiddenProblems('d1', { getItem: () => 'not json', setItem: () => undefined }).has('k')).toBe(false);
  });
});
