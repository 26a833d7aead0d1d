/* global window, document, performance, requestAnimationFrame, PerformanceObserver, MessageChannel, WheelEvent, MouseEvent, KeyboardEvent */

/**
 * Goes into every page before its own scripts do: notes when the drawing stands, and does on it what a person does, frame by
 * frame, from inside of the page, so that no way from the bench to the browser is measured. It must not refer to anything outside.
 */
export function installProbe() {
  const longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ startTime, duration }) => ({ at: startTime, duration })))).observe({ type: 'longtask', buffered: true });

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  /** After what the next frame shows was worked out and handed over. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => resolve(performance.now()), { once: true });
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    });
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const svg = () => document.querySelector('.djs-container > svg');
  const drawn = (id) => document.querySelector(`.djs-element[data-element-id="${id}"]`);
  const centreOf = (node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return { clientX: left + width / 2, clientY: top + height / 2 };
  };
  const mouse = (type, target, at, more = {}) => target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, view: window, ...at, ...more }));
  const wheel = (at, more) => svg().dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...at, ...more }));
  const press = (key, more = {}) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code: more.code ?? key, bubbles: true, cancelable: true, ...more }));

  /** Frames while something is done in each of them: milliseconds from one to the next. */
  const framesOf = async (count, each) => {
    const times = [];
    let last = await frame();
    for (let n = 0; n < count; n++) {
      each(n);
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  };
  /** From doing something to the frame that shows it. */
  const timed = async (act) => {
    const begun = performance.now();
    act();
    return { at: begun, ms: (await painted()) - begun };
  };

  const probe = {
    /** When everything was drawn and could be worked with, in ms since the navigation; and the import of it alone. */
    opened: async () => {
      while (!document.querySelector('[role="toolbar"]') || !document.querySelector('.djs-container .djs-shape')) await frame();
      const at = await painted();
      return { ms: at, importMs: performance.getEntriesByName('bpmn-studio.import').at(-1)?.duration ?? null, elements: document.querySelectorAll('.djs-element').length };
    },
    panByWheel: () => framesOf(60, (n) => wheel(centreOf(svg()), n % 20 < 10 ? { deltaX: 40, deltaY: 15 } : { deltaX: -40, deltaY: -15 })),
    panByDrag: async () => {
      const target = svg();
      const { left, top } = target.getBoundingClientRect();
      const from = { clientX: left + 300, clientY: top + 8 };
      mouse('mousedown', target, from);
      const times = await framesOf(60, (n) => mouse('mousemove', document, { clientX: from.clientX + 6 * (n < 30 ? n : 60 - n), clientY: from.clientY + 3 * (n < 30 ? n : 60 - n) }, { buttons: 1 }));
      mouse('mouseup', document, from);
      mouse('click', target, from); // it ends the drag; the canvas waits for it
      return times;
    },
    zoom: () => framesOf(60, (n) => wheel(centreOf(svg()), { ctrlKey: true, deltaY: n < 30 ? -40 : 40 })),
    /** Zooms in where the element is until it can be read. */
    approach: async (id) => {
      for (let n = 0; n < 400 && drawn(id).querySelector('.djs-visual > :first-child').getBoundingClientRect().width < 80; n++) {
        wheel(centreOf(drawn(id).querySelector('.djs-visual > :first-child')), { ctrlKey: true, deltaY: -30 });
        await frame();
      }
      await wait(300);
    },
    /** One round of edits at an element. @returns milliseconds by operation, and the longest tasks that were none of them */
    edit: async (id) => {
      const took = {};
      const windows = [];
      const note = async (what, act) => {
        const { at, ms } = await timed(act);
        (took[what] ??= []).push(ms);
        windows.push([at, at + ms]);
        await wait(120);
      };
      const pick = (target) => {
        const hit = drawn(target).querySelector('.djs-hit') ?? drawn(target);
        const at = centreOf(hit);
        mouse('mousemove', hit, at);
        mouse('mousedown', hit, at);
        mouse('mouseup', hit, at);
        mouse('click', hit, at);
      };
      const begun = performance.now();
      await note('select', () => pick(id));
      svg().focus();
      for (let n = 0; n < 4; n++) await note('move', () => press('ArrowDown'));
      await note('create', () => press('t'));
      const box = () => document.querySelector('.djs-direct-editing-content');
      if (!box()) throw new Error('No label opened after creating a task');
      box().focus();
      for (const letter of 'Pay at once') await note('type a letter', () => document.execCommand('insertText', false, letter));
      await note('rename', () => box().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, which: 13, code: 'Enter', bubbles: true, cancelable: true })));
      const made = document.querySelector('.djs-element.selected')?.getAttribute('data-element-id');
      if (!made || made === id) throw new Error('The task that was created is not selected');
      await wait(200);
      // Dragged by the mouse, frame by frame.
      const hit = drawn(made).querySelector('.djs-hit');
      const from = centreOf(hit);
      mouse('mousemove', hit, from);
      mouse('mousedown', hit, from);
      const dragged = await framesOf(20, (n) => mouse('mousemove', document.elementFromPoint(from.clientX, from.clientY) ?? document, { clientX: from.clientX + 2 * (n + 3), clientY: from.clientY + n + 3 }, { buttons: 1 }));
      await note('drop', () => mouse('mouseup', document, { clientX: from.clientX + 46, clientY: from.clientY + 23 }));
      mouse('click', svg(), from);
      await wait(120);
      pick(made);
      svg().focus();
      await note('delete', () => press('Delete'));
      for (let n = 0; n < 4; n++) await note('undo', () => press('z', { ctrlKey: true }));
      for (let n = 0; n < 2; n++) await note('redo', () => press('y', { ctrlKey: true }));
      await note('select nothing', () => press('Escape'));
      const end = performance.now();
      await wait(4_000); // writing down, carrying over, the draft and the save follow by themselves
      const beside = longTasks.filter(({ at, duration }) => at + duration > begun && !windows.some(([start, stop]) => at < stop && at + duration > start));
      return { took, dragged, end, longest: Math.max(0, ...beside.map(({ duration }) => duration)), beside: beside.map(({ at, duration }) => [Math.round(at - begun), Math.round(duration)]) };
    },
  };
  window.benchProbe = probe;
}
