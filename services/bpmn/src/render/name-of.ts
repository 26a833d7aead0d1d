import { elementOf, isA, textOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';

/** What is written on or beside an element; undefined for nothing. At most `longest` characters. */
export function nameOf(element: ModdleElement, longest: number): string | undefined {
  const name = rawNameOf(element)?.trim();
  if (!name) return undefined;
  return name.length > longest ? `${name.slice(0, Math.max(1, longest - 1)).toWellFormed()}…` : name;
}

function rawNameOf(element: ModdleElement): string | undefined {
  if (isA(element, 'bpmn:TextAnnotation')) return textOf(element, 'text');
  if (isA(element, 'bpmn:Group')) return textOf(elementOf(element, 'categoryValueRef'), 'value') ?? textOf(element, 'name');
  if (isA(element, 'bpmn:ItemAwareElement')) return dataName(element);
  return textOf(element, 'name');
}

// Data carries its state in brackets below the name (BPMN 2.0, 10.4.1).
function dataName(element: ModdleElement): string | undefined {
  const subject = elementOf(element, 'dataObjectRef') ?? elementOf(element, 'dataStoreRef');
  const name = textOf(element, 'name') ?? textOf(subject, 'name') ?? '';
  const state = textOf(elementOf(element, 'dataState'), 'name')?.replace(/^\[|\]$/g, '');
  return state && !name.includes(`[${state}]`) ? `${name}\n[${state}]` : name; // some tools write it into the name, too
}
