import { beforeEach, describe, expect, it } from '@jest/globals';
import { InnerPlanes } from './inner-planes.js';

const box = (x: number, y: number) => ({ bounds: { x, y } });
type Box = ReturnType<typeof box>;

class Plane {
  constructor(public items: readonly Box[]) {}
  get(): readonly Box[] {
    return this.items;
  }
  set(_name: string, items: readonly Box[]): void {
    this.items = items;
  }
}

describe('the planes of collapsed sub-processes', () => {
  const [around, inner, behind] = [box(1, 1), box(50.1, 60.3), box(2, 2)];
  let heard: { event: string; priority: number; listener: (event: object) => void }[];
  let definitions: { diagrams: { plane: Plane }[] };
  let main: Plane;
  let own: Plane;

  const fire = (event: string, from = Infinity, to = -Infinity) => {
    const due = heard.filter((each) => each.event === event && each.priority <= from && each.priority > to);
    for (const { listener } of due.toSorted((a, b) => b.priority - a.priority)) listener({ definitions });
  };
  const open = (library = () => {}) => {
    fire('import.render.start', Infinity, 1_500);
    library();
    fire('import.render.start', 1_500);
  };
  /** What would be written. */
  const written = () => {
    fire('saveXML.start');
    const text = JSON.stringify(definitions.diagrams.map(({ plane }) => plane.items));
    fire('saveXML.done');
    return text;
  };
  const makePlane = () => {
    main.items = [around, behind];
    own.items = [inner];
    Object.assign(inner.bounds, { x: 180, y: 160 });
    definitions.diagrams.push({ plane: own });
  };
  beforeEach(() => {
    heard = [];
    void new InnerPlanes({ on: (event, priority, listener) => void heard.push({ event, priority, listener: listener as (event: object) => void }) });
    Object.assign(inner.bounds, { x: 50.1, y: 60.3 });
    main = new Plane([around, inner, behind]);
    own = new Plane([]);
    definitions = { diagrams: [{ plane: main }] };
  });

  it('are not written as long as nobody drew there', () => {
    const before = JSON.stringify([main.items]);
    open(makePlane);
    expect(written()).toBe(before);
    expect([main.items, own.items, inner.bounds]).toEqual([[around, behind], [inner], { x: 180, y: 160 }]);
    open(); // another drawing of the file, and back
    expect(written()).toBe(before);
  });

  it('are written with what was drawn there', () => {
    open(makePlane);
    inner.bounds.x += 10;
    expect(written()).toBe(JSON.stringify([[around, behind], [inner]]));
    inner.bounds.x -= 10;
    own.items = [inner, box(5, 5)];
    expect(written()).toContain('[{"bounds":{"x":180,"y":160}},{"bounds":{"x":5,"y":5}}]');
  });

  it('take nothing along that was drawn around them', () => {
    open(makePlane);
    main.items = [around, box(7, 7), behind];
    expect(written()).toBe(JSON.stringify([[around, box(7, 7), box(50.1, 60.3), behind]]));
  });

  it('are written when a person made them', () => {
    open();
    definitions.diagrams.push({ plane: own });
    open();
    expect(written()).toBe(JSON.stringify([main.items, []]));
  });
});
