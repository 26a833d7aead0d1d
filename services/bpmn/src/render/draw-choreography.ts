import { elementOf, elementsOf, isA } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { envelope } from './activity-icons.js';
import { bars, drawActivityMarkers, markerRoom, place } from './activity-markers.js';
import type { Bounds } from './geometry.js';
import { drawCentred } from './label.js';
import { nameOf } from './name-of.js';
import type { Drawing, SceneShape } from './scene.js';
import { path, tag } from './svg-markup.js';

const BAND = 22;
const RADIUS = 9;
const SHADE = '#d9dce2';
const LETTER = { width: 26, height: 18, gap: 14 };

interface Band {
  participant: ModdleElement;
  bounds: Bounds;
  initiating: boolean;
  atTop: boolean;
  withMessage: boolean;
}

/** A choreography task, sub-choreography or call choreography: name in the middle, a band per participant, envelopes. */
export function drawChoreographyActivity(shape: SceneShape, drawing: Drawing): string {
  const { bounds, paint } = shape;
  const bands = bandsOf(shape);
  const outline = { ...bounds, rx: RADIUS, stroke: paint.stroke, 'stroke-width': isA(shape.element, 'bpmn:CallChoreography') ? 3.5 : 1.5 };
  const top = Math.max(bounds.y, ...bands.filter((band) => band.atTop).map((band) => band.bounds.y + band.bounds.height));
  const bottom = Math.min(bounds.y + bounds.height, ...bands.filter((band) => !band.atTop).map((band) => band.bounds.y));
  const middle = { x: bounds.x, y: top, width: bounds.width, height: Math.max(0, bottom - top) };
  const parts = [tag('rect', { ...outline, fill: paint.fill })];
  for (const band of bands) parts.push(drawBand(band, shape, drawing));
  parts.push(tag('rect', { ...outline, fill: 'none' }), drawActivityMarkers({ ...shape, bounds: middle }));
  parts.push(middleName(shape, middle, drawing));
  return parts.join('');
}

function middleName(shape: SceneShape, middle: Bounds, drawing: Drawing): string {
  const name = nameOf(shape.element, drawing.maxLabelLength);
  if (!name) return '';
  const height = shape.expanded ? Math.min(30, middle.height) : middle.height - markerRoom(shape);
  return drawCentred(name, { x: middle.x + 5, y: middle.y + 2, width: middle.width - 10, height: Math.max(10, height - 4) }, shape.paint.text);
}

function drawBand(band: Band, shape: SceneShape, drawing: Drawing): string {
  const { bounds, initiating } = band;
  const { stroke, fill } = shape.paint;
  const box = tag('path', { d: bandOutline(bounds, shape.bounds), fill: initiating ? fill : SHADE, stroke, 'stroke-width': 1.2 });
  const name = nameOf(band.participant, drawing.maxLabelLength);
  const text = name ? drawCentred(name, { x: bounds.x + 5, y: bounds.y + 1, width: bounds.width - 10, height: bounds.height - 2 }, initiating ? shape.paint.text : '#20242c') : '';
  const many = elementOf(band.participant, 'participantMultiplicity');
  const marks = many && Number(many['maximum'] ?? 2) > 1 ? tag('g', { transform: place(bounds.x + bounds.width - 20, bounds.y + (bounds.height - 14) / 2) }, bars(stroke)) : '';
  return box + text + marks + (band.withMessage ? drawLetter(band, shape, drawing) : '');
}

// A band at the border of the activity shares its round corners.
function bandOutline(band: Bounds, owner: Bounds): string {
  const { x, y, width, height } = band;
  const r = Math.min(RADIUS, height);
  if (Math.abs(y - owner.y) < 2) return path`M${x} ${y + height}V${y + r}a${r} ${r} 0 0 1 ${r} ${-r}H${x + width - r}a${r} ${r} 0 0 1 ${r} ${r}V${y + height}Z`;
  if (Math.abs(y + height - owner.y - owner.height) < 2) return path`M${x} ${y}V${y + height - r}a${r} ${r} 0 0 0 ${r} ${r}H${x + width - r}a${r} ${r} 0 0 0 ${r} ${-r}V${y}Z`;
  return path`M${x} ${y}H${x + width}V${y + height}H${x}Z`;
}

function drawLetter(band: Band, shape: SceneShape, drawing: Drawing): string {
  const x = band.bounds.x + band.bounds.width / 2;
  const edge = band.atTop ? band.bounds.y : band.bounds.y + band.bounds.height;
  const letterTop = band.atTop ? edge - LETTER.gap - LETTER.height : edge + LETTER.gap;
  const box = { x: x - LETTER.width / 2, y: letterTop, width: LETTER.width, height: LETTER.height };
  drawing.extent.add(box);
  const link = tag('path', { d: path`M${x} ${edge}V${band.atTop ? letterTop + LETTER.height : letterTop}`, stroke: shape.paint.stroke, 'stroke-width': 1.5, 'stroke-dasharray': '0.5 4', 'stroke-linecap': 'round' });
  return link + envelope(box, { stroke: shape.paint.stroke, fill: band.initiating ? '#ffffff' : SHADE }, 1.3);
}

function bandsOf(shape: SceneShape): Band[] {
  const initiator = elementOf(shape.element, 'initiatingParticipantRef');
  if (shape.bands.length === 0) return defaultBands(shape, initiator);
  return shape.bands.map(({ element, bounds, di }) => {
    const kind = typeof di['participantBandKind'] === 'string' ? di['participantBandKind'] : '';
    const initiating = kind ? !kind.includes('non') : element === initiator;
    const atTop = bounds.y + bounds.height / 2 < shape.bounds.y + shape.bounds.height / 2;
    return { participant: element, bounds, initiating, atTop, withMessage: di['isMessageVisible'] === true };
  });
}

// Without bands in the file: the first participant on top, the others at the bottom.
function defaultBands({ element, bounds }: SceneShape, initiator: ModdleElement | undefined): Band[] {
  const height = Math.min(BAND, bounds.height / 4);
  return elementsOf(element, 'participantRef').slice(0, 2).map((participant, i) => ({
    participant,
    bounds: { x: bounds.x, y: i === 0 ? bounds.y : bounds.y + bounds.height - height, width: bounds.width, height },
    initiating: participant === initiator,
    atTop: i === 0,
    withMessage: false,
  }));
}
