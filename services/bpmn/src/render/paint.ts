import { elementOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { luminance, safeColour } from './css-colours.js';

/** The colours one element is drawn in. */
export interface Paint {
  stroke: string;
  fill: string;
  /** Of text inside the shape. */
  text: string;
  /** Of text beside the shape or line. */
  label: string;
}

export const INK = '#20242c';
export const PAPER = '#ffffff';

const DARK = 0.42;

/**
 * The colours a diagram element asks for: the BPMN in Color attributes (color:background-color, border-color, color),
 * else the older bioc:fill and bioc:stroke, else ink on paper. Text on a dark fill turns white unless it has a colour.
 */
export function paintOf(di: ModdleElement): Paint {
  const stroke = asked(di, 'border-color', 'stroke');
  const fill = asked(di, 'background-color', 'fill') ?? PAPER;
  const label = safeColour(attribute(elementOf(di, 'label'), 'color:color', 'color')) ?? safeColour(attribute(di, 'color:color', 'color'));
  const readable = readableOn(fill);
  const text = label && !clashes(label, fill) ? label : readable;
  return { stroke: stroke ?? INK, fill, text: text === INK && stroke && !label ? strokeAsText(stroke, fill) : text, label: label ?? INK };
}

const BLACKISH = 0.2;
const MIDDLING = 0.75;

/** The colours of an icon or marker inside a shape: areas go white on a strong fill, lines too on one near black. */
export function iconInk(paint: Paint): { stroke: string; fill: string } {
  const fill = luminance(paint.fill) ?? 1;
  if (fill < BLACKISH && (luminance(paint.stroke) ?? 0) < BLACKISH + fill) return { stroke: PAPER, fill: paint.fill };
  return { stroke: paint.stroke, fill: fill < MIDDLING ? PAPER : paint.fill };
}

/** Ink or white, whichever can be read on the fill. */
function readableOn(fill: string): string {
  return (luminance(fill) ?? 1) < DARK ? PAPER : INK;
}

function asked(di: ModdleElement, standard: string, older: string): string | undefined {
  return safeColour(attribute(di, `color:${standard}`, standard)) ?? safeColour(attribute(di, `bioc:${older}`, older));
}

// The attribute is a property, without its prefix, where its namespace has a schema, and one of $attrs otherwise.
function attribute(di: ModdleElement | undefined, qualified: string, local: string): unknown {
  return di?.[local] ?? di?.[qualified] ?? di?.$attrs?.[qualified];
}

function clashes(text: string, fill: string): boolean {
  const [a, b] = [luminance(text), luminance(fill)];
  return a !== undefined && b !== undefined && Math.abs(a - b) < 0.15;
}

function strokeAsText(stroke: string, fill: string): string {
  return clashes(stroke, fill) || (luminance(stroke) ?? 0) > DARK ? INK : stroke;
}
