import type { Bounds, Extent } from './geometry.js';
import { escapeXml, num, tag } from './svg-markup.js';
import { measureText } from './text-measure.js';
import { cutLines, wrapLines, wrapText } from './wrap-text.js';

const INNER_SIZE = 12;
export const OUTER_SIZE = 11;
export const LINE = 1.25;

const SMALLEST = 8;
// From the top of a line to its baseline, as a share of the font size, so that capitals look centred.
const BASELINE = 0.89;

export interface TextBlock {
  lines: string[];
  fontSize: number;
  width: number;
  height: number;
}

/** Wraps a text into a box: at the wished size, smaller when it is too high, cut when the smallest size is too high. */
export function fitText(text: string, box: { width: number; height: number }, fontSize = INNER_SIZE): TextBlock {
  for (let size = fontSize; ; size--) {
    const most = Math.max(1, Math.floor((box.height + 1) / (size * LINE)));
    const lines = wrapLines(text, box.width, size, most);
    const fits = lines.length <= most && !breaksWords(text, box.width, size);
    if (fits || size <= SMALLEST) return blockOf(lines.length <= most ? lines : cutLines(lines, box.width, size, most), size);
  }
}

/** Wraps a text to a width, as high as it gets. */
export function flowText(text: string, width: number, fontSize: number, mostLines = 12): TextBlock {
  return blockOf(wrapText(text, width, fontSize, mostLines), fontSize);
}

export interface TextPlacement {
  /** The x of the middle ('middle') or the left edge ('start') of the block. */
  x: number;
  /** The top of the block. */
  top: number;
  anchor?: 'start' | 'middle';
  colour: string;
  /** Turn by 90° to the left about (x, top + height / 2): the names of horizontal pools. */
  turned?: boolean;
  /** A rim in this colour, to stay readable on lines. */
  rim?: string;
}

/** The markup of a block of text. */
export function drawText(block: TextBlock, placement: TextPlacement): string {
  const { x, top, anchor = 'middle', colour, turned, rim } = placement;
  const { fontSize, lines } = block;
  const first = top + (LINE - 1) * fontSize * 0.5 + BASELINE * fontSize;
  const attributes = {
    'font-size': fontSize,
    'text-anchor': anchor === 'middle' ? 'middle' : undefined,
    fill: colour,
    ...(rim ? { stroke: rim, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
    ...(turned ? { transform: `rotate(-90 ${num(x)} ${num(top + block.height / 2)})` } : {}),
  };
  const spans = lines.map((line, i) => ({ line, y: first + i * fontSize * LINE }));
  if (spans.length === 1) return tag('text', { x, y: spans[0]!.y, ...attributes }, escapeXml(spans[0]!.line));
  return tag('text', attributes, spans.map(({ line, y }) => tag('tspan', { x, y }, escapeXml(line))).join(''));
}

/** Text centred in a box. */
export function drawCentred(text: string, box: Bounds, colour: string, fontSize = INNER_SIZE): string {
  const block = fitText(text, box, fontSize);
  if (block.lines.length === 0) return '';
  return drawText(block, { x: box.x + box.width / 2, top: box.y + (box.height - block.height) / 2, colour });
}

/** Text centred in a box and turned to read upwards. */
export function drawTurned(text: string, box: Bounds, colour: string, fontSize = INNER_SIZE): string {
  const block = fitText(text, { width: box.height, height: box.width }, fontSize);
  if (block.lines.length === 0) return '';
  return drawText(block, { x: box.x + box.width / 2, top: box.y + (box.height - block.height) / 2, colour, turned: true });
}

/** Text beside a shape or line, its top centre at the given place; the extent learns what it covers. */
export function drawOuter(text: string, at: { x: number; top: number }, width: number, colour: string, extent: Extent, rim?: string): string {
  const block = flowText(text, width, OUTER_SIZE);
  if (block.lines.length === 0) return '';
  extent.add({ x: at.x - block.width / 2, y: at.top, width: block.width, height: block.height });
  return drawText(block, { x: at.x, top: at.top, colour, ...(rim ? { rim } : {}) });
}

function blockOf(lines: string[], fontSize: number): TextBlock {
  const width = Math.max(0, ...lines.map((line) => measureText(line, fontSize)));
  return { lines, fontSize, width, height: lines.length * fontSize * LINE };
}

function breaksWords(text: string, width: number, fontSize: number): boolean {
  return text.split(/[\s]+/).some((word) => word.length <= 24 && measureText(word, fontSize) > width);
}
