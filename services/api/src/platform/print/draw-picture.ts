import type { Letters } from './lettering.ts';
import type { Mark } from './read-picture.ts';

type Document = PDFKit.PDFDocument;
type Style = Readonly<Record<string, string | undefined>>;

const INHERITED = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'fill-opacity', 'font-size', 'text-anchor', 'paint-order'];
const START: Style = { fill: '#000000', stroke: 'none', 'stroke-width': '1' };

/** Draws a picture of services/bpmn as vectors: the few elements and attributes that renderSvg writes, a test holds the two together. */
export function drawPicture(document: Document, letters: Letters, picture: Mark): void {
  drawMark({ document, letters }, picture, START);
}

interface Pen {
  readonly document: Document;
  readonly letters: Letters;
}

const SHAPES: Readonly<Record<string, (document: Document, attributes: Readonly<Record<string, string>>) => void>> = {
  rect: (document, { x = '0', y = '0', width = '0', height = '0', rx }) => {
    if (rx) document.roundedRect(Number(x), Number(y), Number(width), Number(height), Number(rx));
    else document.rect(Number(x), Number(y), Number(width), Number(height));
  },
  circle: (document, { cx = '0', cy = '0', r = '0' }) => void document.circle(Number(cx), Number(cy), Number(r)),
  path: (document, { d = '' }) => void document.path(d),
};

function drawMark(pen: Pen, mark: Mark, inherited: Style): void {
  const { name, attributes } = mark;
  if (name === 'title') return;
  const style = { ...inherited };
  for (const key of INHERITED) if (attributes[key] !== undefined) style[key] = attributes[key];
  const { transform } = attributes;
  if (transform) apply(pen.document.save(), transform);
  if (name === 'svg' || name === 'g') for (const child of mark.children) drawMark(pen, child, style);
  else if (name === 'text') write(pen, mark, style);
  else if (SHAPES[name]) paint(pen.document, style, () => SHAPES[name]!(pen.document, attributes));
  else throw new Error(`A picture has an element that is not drawn: ${name}`);
  if (transform) pen.document.restore();
}

function paint(document: Document, style: Style, outline: () => void): void {
  const [fill, stroke] = [colourOf(style['fill']), colourOf(style['stroke'])];
  if (!fill && !stroke) return;
  document.save();
  if (stroke) {
    document.lineWidth(Number(style['stroke-width'])).lineCap(lineStyle(style['stroke-linecap'], 'butt')).lineJoin(lineStyle(style['stroke-linejoin'], 'miter')).strokeColor(stroke.colour).strokeOpacity(stroke.opacity);
    const dash = style['stroke-dasharray']?.split(/[ ,]+/).map(Number);
    if (dash?.some((length) => length > 0)) document.dash(dash as unknown as number, {});
  }
  if (fill) document.fillColor(fill.colour).fillOpacity(fill.opacity * Number(style['fill-opacity'] ?? 1));
  outline();
  if (fill && stroke) document.fillAndStroke();
  else if (fill) document.fill();
  else document.stroke();
  document.restore();
}

function write({ document, letters }: Pen, { attributes, children, text }: Mark, style: Style): void {
  const fill = colourOf(style['fill']);
  if (!fill) return;
  const rim = style['paint-order'] === 'stroke' ? colourOf(style['stroke']) : undefined;
  const lettering = {
    size: Number(style['font-size']),
    colour: fill.colour,
    anchor: style['text-anchor'] === 'middle' ? 'middle' : 'start',
    rim: rim && { colour: rim.colour, width: Number(style['stroke-width']) },
  } as const;
  document.save().fillOpacity(1).strokeOpacity(1);
  const lines = children.length > 0 ? children : [{ attributes, text }];
  for (const line of lines) letters.write(line.text, Number(line.attributes['x']), Number(line.attributes['y']), lettering);
  document.restore();
}

function apply(document: Document, transform: string): void {
  for (const [, name, list] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b, c] = list!.split(/[ ,]+/).map(Number);
    if (name === 'translate') document.translate(a, b ?? 0);
    else if (name === 'scale') document.scale(a, b ?? a);
    else if (name === 'rotate') document.rotate(a, { origin: [b ?? 0, c ?? 0] });
    else throw new Error(`A picture has a transform that is not drawn: ${name}`);
  }
}

/** A colour as pdfkit takes it: hex of six digits or a name, and how opaque. Undefined: nothing is painted. */
function colourOf(value: string | undefined): { readonly colour: string; readonly opacity: number } | undefined {
  if (value === undefined || value === 'none') return undefined;
  const rgb = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*([\d.]+)\s*)?\)$/.exec(value);
  if (rgb) return { colour: `#${rgb.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`, opacity: Number(rgb[4] ?? 1) };
  const hex = /^#([0-9a-f]{3,8})$/i.exec(value)?.[1];
  if (hex === undefined) return { colour: value === 'rebeccapurple' ? '#663399' : value, opacity: 1 }; // the one name pdfkit does not know
  const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  return { colour: `#${wide.slice(0, 6)}`, opacity: wide.length === 8 ? parseInt(wide.slice(6), 16) / 255 : 1 };
}

function lineStyle<T extends string>(value: string | undefined, usual: T): T {
  return (value as T | undefined) ?? usual;
}
