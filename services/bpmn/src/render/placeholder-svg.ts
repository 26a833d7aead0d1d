import { FONT_FAMILY } from './font-family.js';
import type { RenderedSvg } from './rendered-svg.js';
import { tag } from './svg-markup.js';

const WIDTH = 360;
const HEIGHT = 220;
const GREY = '#8a92a0';

/** What stands in for a model without a layout: a quiet sketch of a process and a sentence. */
export function placeholderSvg(background: string | undefined): RenderedSvg {
  const line = { fill: 'none', stroke: GREY, 'stroke-width': 1.5, 'stroke-dasharray': '4 4' };
  const content =
    (background ? tag('rect', { width: WIDTH, height: HEIGHT, fill: background }) : '') +
    tag('circle', { cx: 92, cy: 88, r: 18, ...line }) +
    tag('rect', { x: 140, y: 60, width: 80, height: 56, rx: 9, ...line }) +
    tag('circle', { cx: 268, cy: 88, r: 18, ...line }) +
    tag('path', { d: 'M110 88H140M220 88H250', ...line }) +
    tag('text', { x: WIDTH / 2, y: 158, 'text-anchor': 'middle', 'font-size': 14, fill: '#5b6472' }, 'No layout') +
    tag('text', { x: WIDTH / 2, y: 178, 'text-anchor': 'middle', 'font-size': 12, fill: GREY }, 'This model has no diagram to show yet.');
  const svg = tag('svg', { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'font-family': FONT_FAMILY }, content);
  return { svg, width: WIDTH, height: HEIGHT, elements: 0 };
}
