const TAP_MOVE_PX = 6;

interface TouchTarget {
  zoomBy(factor: number, center: { x: number; y: number }): void;
  scrollBy(dx: number, dy: number): void;
}

/**
 * The canvas library listens to a mouse only. One finger acts as the mouse (it moves what it touches, or the paper);
 * two fingers zoom and move the paper. Returns what undoes it.
 */
export function actAsMouse(container: HTMLElement, target: TouchTarget): () => void {
  let start: { x: number; y: number; on: Element; moved: boolean } | null = null;
  let pinch: { distance: number; x: number; y: number } | null = null;

  const send = (type: string, on: EventTarget, { clientX, clientY }: Touch) => on.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, clientX, clientY, button: 0, detail: 1 }));
  const under = ({ clientX, clientY }: Touch) => document.elementFromPoint(clientX, clientY);
  const isOnCanvas = (on: EventTarget | null): on is Element => on instanceof Element && on.closest('.djs-container > svg') !== null;

  const begin = (event: TouchEvent) => {
    if (!isOnCanvas(event.target)) return;
    event.preventDefault();
    const [first, second] = event.touches;
    if (first && second) {
      if (start?.moved) send('mouseup', document, first);
      start = null;
      pinch = spanOf(first, second);
    } else if (first) {
      start = { x: first.clientX, y: first.clientY, on: event.target, moved: false };
      send('mouseover', event.target, first);
      send('mousemove', event.target, first);
      send('mousedown', event.target, first);
    }
  };
  const move = (event: TouchEvent) => {
    const [first, second] = event.touches;
    if (pinch && first && second) {
      event.preventDefault();
      const now = spanOf(first, second);
      target.zoomBy(now.distance / pinch.distance, now);
      target.scrollBy(now.x - pinch.x, now.y - pinch.y);
      pinch = now;
    } else if (start && first) {
      event.preventDefault();
      start.moved ||= Math.hypot(first.clientX - start.x, first.clientY - start.y) > TAP_MOVE_PX;
      if (!start.moved) return;
      const on = under(first) ?? document;
      send('mouseover', on, first);
      send('mousemove', on, first);
    }
  };
  const end = (event: TouchEvent) => {
    const touch = event.changedTouches[0];
    if (pinch && event.touches.length < 2) pinch = null;
    if (!start || !touch) return;
    event.preventDefault();
    const on = start.moved ? (under(touch) ?? start.on) : start.on;
    send('mouseup', on, touch);
    if (!start.moved) send('click', on, touch);
    start = null;
  };

  const options = { passive: false };
  container.addEventListener('touchstart', begin, options);
  container.addEventListener('touchmove', move, options);
  container.addEventListener('touchend', end, options);
  container.addEventListener('touchcancel', end, options);
  return () => {
    container.removeEventListener('touchstart', begin);
    container.removeEventListener('touchmove', move);
    container.removeEventListener('touchend', end);
    container.removeEventListener('touchcancel', end);
  };
}

function spanOf(a: Touch, b: Touch) {
  return { distance: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)), x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
}
