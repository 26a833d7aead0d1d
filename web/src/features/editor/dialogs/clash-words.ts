import type { MergeClash, MergeSide } from '@bpmn-studio/bpmn';
import { wordOf } from '../../../lib/element-words.js';
import { propertyWords } from '../../../lib/property-words.js';

/** What a clash is about: «Task "Check order"». */
export function subjectOf({ type, name, elementId }: MergeClash): string {
  if (type === 'title') return 'The diagram';
  return name ? `${wordOf(type)} “${name}”` : `${wordOf(type)} ${elementId}`;
}

/** What of it: "Name", or that one side deleted it. */
export function aspectOf(clash: MergeClash): string {
  return clash.kind === 'deleted' ? 'Deleted on one side' : propertyWords(clash.property);
}

/** What one side says of it, as a person would read it. */
export function sideWords(clash: MergeClash, side: MergeSide | 'base'): string {
  const value = clash[side];
  if (clash.kind === 'deleted' && side !== 'base') return value === null ? 'Deleted' : 'Kept, and changed or used';
  if (value === null || value === '') return 'Nothing';
  return isPlace(clash.property) ? placeWords(value) : value;
}

/** Whether the words say little and a picture says more. */
export function isPlace(property: string): boolean {
  return /^(bounds|waypoints|label)$/.test(property.split('/').at(-1) ?? '');
}

function placeWords(value: string): string {
  const [x, y, width, height] = value.match(/-?\d+(\.\d+)?/g)?.map((number) => Math.round(Number(number))) ?? [];
  if (x === undefined || y === undefined) return value;
  return width === undefined || height === undefined || /[→;>]/.test(value) ? `Along ${value}` : `At ${x}, ${y}; ${width} wide, ${height} high`;
}
