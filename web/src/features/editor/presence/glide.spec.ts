import { expect, it } from '@jest/globals';
import { glide } from './glide.js';
import { fitView, glideView, isSameView } from './view-of-others.js';

const FROM = { x: 0, y: 0 };
const TO = { x: 100, y: -50 };

it('comes as far in one picture as in two of half the time', () => {
  const once = glide(FROM, TO, 32);
  const twice = glide(glide(FROM, TO, 16), TO, 16);
  expect(twice.x).toBeCloseTo(once.x, 6);
  expect(twice.y).toBeCloseTo(once.y, 6);
});

it('arrives, and jumps over what nobody could follow', () => {
  let at = FROM;
  let steps = 0;
  while ((at.x !== TO.x || at.y !== TO.y) && steps++ < 100) at = glide(at, TO, 16);
  expect(steps).toBeLessThan(30);
  expect(glide(FROM, { x: 9_000, y: 0 }, 16)).toEqual({ x: 9_000, y: 0 });
  expect(glide(FROM, TO, 0)).toEqual(FROM);
});

it('shows all of what another stage shows, in the middle', () => {
  const box = fitView({ x: 0, y: 0, width: 800, height: 400 }, { width: 400, height: 400 });
  expect(box).toEqual({ x: 0, y: -200, width: 800, height: 800 });
  expect(fitView({ x: 0, y: 0, width: 1, height: 1 }, { width: 400, height: 400 }).width).toBe(100); // no nearer than one can zoom
});

it('keeps the shape of the stage on the way', () => {
  const [from, to] = [{ x: 0, y: 0, width: 400, height: 200 }, { x: 100, y: 100, width: 800, height: 400 }];
  const box = glideView(from, to, 30);
  expect(box.width / box.height).toBeCloseTo(2, 6);
  expect(isSameView(box, from)).toBe(false);
  expect(isSameView(to, { ...to, x: to.x + 0.4 })).toBe(true);
});
