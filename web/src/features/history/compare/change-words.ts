import type { DiagramDiff } from '@bpmn-studio/contracts';
import { wordOf } from '../../../lib/element-words.js';
import { propertyWords } from '../../../lib/property-words.js';

export type Difference = DiagramDiff['elements'][number];
export type Change = Difference['changes'][number];

/** A change as a person reads it: in a sentence where there is one, else as what it was and what it is. */
export interface ChangeWords {
  readonly label: string;
  readonly sentence?: string;
  readonly before?: string;
  readonly after?: string;
  /** Both are colours, which can be shown. */
  readonly isColour?: boolean;
}

const NOTHING = 'Nothing';

export function changeWords({ property, kind, from, to }: Change): ChangeWords {
  const label = propertyWords(property);
  const last = property.split('.').at(-1);
  if (last === 'bounds' && from !== null && to !== null) return { label, sentence: boundsWords(from, to) ?? `From ${from} to ${to}` };
  if (last === 'waypoints') return { label, sentence: 'It runs another way' };
  if (kind === 'colour') return { label, before: from ?? 'None', after: to ?? 'None', isColour: true };
  return { label, before: valueWords(from), after: valueWords(to) };
}

/** What an element is called in the list. */
export function subjectOf({ name, type, elementId }: Pick<Difference, 'name' | 'type' | 'elementId'>): { readonly name: string; readonly kind: string } {
  if (type === 'bpmn:Definitions') return { name: 'The file', kind: 'What is said of all of it' };
  return name === null ? { name: wordOf(type), kind: elementId } : { name, kind: wordOf(type) };
}

/** What of it differs, in a few words; of what is in one version only, what it is. */
export function aspectsOf({ change, changes, ...subject }: Difference): string {
  if (change !== 'changed') return waysOf(changes) ?? subjectOf(subject).kind;
  const aspects = [...new Set(changes.map(({ property }) => propertyWords(property)))];
  return aspects.length > 3 ? `${aspects.slice(0, 3).join(', ')} and ${aspects.length - 3} more` : aspects.join(', ');
}

/** From where to where a connection leads. */
function waysOf(changes: readonly Change[]): string | null {
  const end = (property: string) => {
    const change = changes.find((each) => each.property === property);
    return (change?.to ?? change?.from)?.replace(/ \([^()]+\)$/, '') ?? null;
  };
  const [source, target] = [end('sourceRef'), end('targetRef')];
  return source === null || target === null ? null : `From ${source} to ${target}`;
}

function valueWords(value: string | null): string {
  if (value === null || value === '') return NOTHING;
  if (value === 'true') return 'Yes';
  if (value === 'false') return 'No';
  return /^bpmn:\w+$/.test(value) ? wordOf(value) : value;
}

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function boundsWords(from: string, to: string): string | null {
  const [was, is] = [boundsIn(from), boundsIn(to)];
  if (!was || !is) return null;
  const ways = [way(is.x - was.x, 'right', 'left'), way(is.y - was.y, 'down', 'up')].filter((each) => each !== null);
  const sizes = was.width === is.width && was.height === is.height ? null : `made ${is.width} × ${is.height}, from ${was.width} × ${was.height}`;
  const words = [ways.length > 0 ? `moved ${ways.join(' and ')}` : null, sizes].filter((each) => each !== null).join('; ');
  return words === '' ? null : words.charAt(0).toUpperCase() + words.slice(1);
}

function way(distance: number, forth: string, back: string): string | null {
  const rounded = Math.round(distance * 10) / 10;
  return rounded === 0 ? null : `${Math.abs(rounded)} ${rounded > 0 ? forth : back}`;
}

/** Written as `x,y widthxheight`. Several (an element drawn more than once) are left as they are. */
function boundsIn(text: string): Bounds | null {
  const [, x, y, width, height] = /^(-?[\d.]+),(-?[\d.]+) (-?[\d.]+)x(-?[\d.]+)$/.exec(text) ?? [];
  return height === undefined ? null : { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}
