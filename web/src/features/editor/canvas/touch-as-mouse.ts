const TAP_MOVE_PX = 8;
const DOUBLE_TAP_MS = 400;
const LONG_PRESS_MS = 550;

export interface TouchTarget {
  zoomBy(factor: number, center: { x: number; y: number }): void;
  scrollBy(dx: number, dy: number): void;
  /** A tool or a new element is in the hand: the finger goes on with it. */
  isBusy(): boolean;
  /** The finger rests on something: what can be done with it? */
  longPress(): void;
}

interface Finger {
  readonly x: number;
  readonly y: number;
  readonly on: Element;
  /** It moves what it touches, as a mouse would; else it moves the paper. */
  readonly holds: boolean;
  last: Touch;
  moved: boolean;
}

/**
 * The canvas library listens to a mouse only. One finger moves the paper, or what is selected; a tap selects, a second one
 * edits the label, a long one asks what can be done; two fingers zoom and move the paper. Returns what undoes it.
 */
export function actAsMouse(container: HTMLElement, target: TouchTarget): () => void {
  let finger: Finger | null = null;
  let pinch: { distance: number; x: number; y: number } | null = null;
  let tapped: { on: Element; at: number } | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const send = (type: string, on: EventTarget, { clientX, clientY }: Touch, detail = 1) =>
    on.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, clientX, clientY, button: 0, detail }));
  const under = ({ clientX, clientY }: Touch) => document.elementFromPoint(clientX, clientY);
  const point = (on: EventTarget, touch: Touch) => {
    send('mouseover', on, touch);
    send('mousemove', on, touch);
  };
  const tap = ({ on, holds }: Finger, touch: Touch) => {
    if (!holds) {
      point(on, touch);
      send('mousedown', on, touch);
    }
    send('mouseup', on, touch);
    send('click', on, touch);
    const element = on.closest('.djs-element') ?? on;
    const isSecond = tapped?.on === element && performance.now() - tapped.at < DOUBLE_TAP_MS;
    if (isSecond) send('dblclick', on, touch, 2);
    tapped = isSecond ? null : { on: element, at: performance.now() };
  };

  const begin = (event: TouchEvent) => {
    if (!isOnCanvas(event.target)) return;
    event.preventDefault();
    clearTimeout(resting);
    const [first, second] = event.touches;
    if (first && second) {
      if (finger?.holds) send('mouseup', document, first);
      finger = null;
      pinch = spanOf(first, second);
    } else if (first) {
      const holds = target.isBusy() || isHandle(event.target);
      finger = { x: first.clientX, y: first.clientY, on: event.target, holds, last: first, moved: false };
      if (holds) {
        point(event.target, first);
        send('mousedown', event.target, first);
      } else {
        resting = setTimeout(() => rest(first), LONG_PRESS_MS);
      }
      if (holds && !target.isBusy()) resting = setTimeout(() => rest(first), LONG_PRESS_MS);
    }
  };
  const rest = (touch: Touch) => {
    if (!finger || finger.moved) return;
    tap(finger, touch);
    finger = null;
    tapped = null;
    target.longPress();
  };
  const move = (event: TouchEvent) => {
    const [first, second] = event.touches;
    if (pinch && first && second) {
      event.preventDefault();
      const now = spanOf(first, second);
      target.zoomBy(now.distance / pinch.distance, now);
      target.scrollBy(now.x - pinch.x, now.y - pinch.y);
      pinch = now;
    } else if (finger && first) {
      event.preventDefault();
      finger.moved ||= Math.hypot(first.clientX - finger.x, first.clientY - finger.y) > TAP_MOVE_PX;
      if (!finger.moved) return;
      clearTimeout(resting);
      if (finger.holds) point(under(first) ?? document, first);
      else target.scrollBy(first.clientX - finger.last.clientX, first.clientY - finger.last.clientY);
      finger.last = first;
    }
  };
  const end = (event: TouchEvent) => {
    clearTimeout(resting);
    const touch = event.changedTouches[0];
    if (pinch && event.touches.length < 2) pinch = null;
    if (!finger || !touch) return;
    event.preventDefault();
    if (!finger.moved) tap(finger, touch);
    else if (finger.holds) send('mouseup', under(touch) ?? finger.on, touch);
    finger = null;
  };

  const stop = new AbortController();
  const options = { passive: false, signal: stop.signal };
  container.addEventListener('touchstart', begin, options);
  container.addEventListener('touchmove', move, options);
  container.addEventListener('touchend', end, options);
  container.addEventListener('touchcancel', end, options);
  return () => {
    clearTimeout(resting);
    stop.abort();
  };
}

function isOnCanvas(on: EventTarget | null): on is Element {
  return on instanceof Element && on.closest('.djs-container > svg') !== null;
}

/** What is selected, and the grips at its corners and bends, follow the finger. */
function isHandle(on: Element): boolean {
  return on.closest('.djs-element.selected, .djs-resizer, .djs-bendpoint, .djs-segment-dragger') !== null;
}

function spanOf(a: Touch, b: Touch) {
  return { distance: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)), x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
}
