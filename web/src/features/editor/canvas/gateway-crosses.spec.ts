import { expect, it } from '@jest/globals';
import { GatewayCrosses } from './gateway-crosses.js';

/** A canvas that gives a cross to every gateway without a word about it, as the library does. */
function opened(...planeElement: { isMarkerVisible?: boolean }[]) {
  const heard = new Map<string, (event: never) => void>();
  void new GatewayCrosses({ on: (event, listener) => void heard.set(event, listener as never) });
  const fire = (event: string, value: object) => heard.get(event)?.(value as never);
  fire('import.render.start', { definitions: { diagrams: [{ plane: { get: () => planeElement } }, {}] } });
  for (const di of planeElement) {
    di.isMarkerVisible ??= true;
    fire('shape.add', { element: { di } });
  }
  return fire;
}

it('takes back the crosses that no file asked for, and no others', () => {
  const [silent, withCross, without] = [{}, { isMarkerVisible: true }, { isMarkerVisible: false }];
  opened(silent, withCross, without);
  expect([silent, withCross, without]).toEqual([{}, { isMarkerVisible: true }, { isMarkerVisible: false }]);
});

it('leaves what is drawn later as it is', () => {
  const fire = opened();
  const drawn = { isMarkerVisible: true };
  fire('shape.add', { element: { di: drawn } });
  fire('shape.add', { element: {} });
  expect(drawn).toEqual({ isMarkerVisible: true });
});
