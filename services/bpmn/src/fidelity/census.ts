import { SaxesParser } from 'saxes';
import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from '../model/namespaces.js';

/** What a document holds, counted: its standard elements by kind and the names they carry. */
export interface Census {
  elements: Map<string, number>;
  names: Map<string, number>;
}

const STANDARD = new Set([BPMN_NAMESPACE, BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE]);

/** Counts the elements of the BPMN and diagram interchange namespaces, and their names. Takes a text that passed the gate. */
export function takeCensus(text: string): Census {
  const census: Census = { elements: new Map(), names: new Map() };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => undefined);
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (!STANDARD.has(uri)) return;
    count(census.elements, `${uri} ${local}`);
    const name = attributes['name']?.value.replace(/\s+/g, ' ').trim();
    if (name) count(census.names, `${local} ${name}`);
  });
  parser.write(text).close();
  return census;
}

/** How many of the things counted before are still there after. */
export function kept(before: Map<string, number>, after: Map<string, number>): number {
  let sum = 0;
  for (const [key, many] of before) sum += Math.min(many, after.get(key) ?? 0);
  return sum;
}

/** How many things were counted. */
export function total(counts: Map<string, number>): number {
  let sum = 0;
  for (const many of counts.values()) sum += many;
  return sum;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
