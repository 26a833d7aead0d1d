import { vendorOf } from '@bpmn-studio/bpmn';
import type { FieldGroup } from '../model/field.js';
import { childOf, childrenOf, documentOf, type ModdleElement, textOf } from '../model/moddle.js';
import type { Subject } from './subject.js';

const LONGEST = 120;
const MOST = 40;

/** What other tools put into the element: not edited here, and kept. */
export function keptGroups({ element }: Subject): readonly FieldGroup[] {
  const namespaces = namespacesOf(element);
  const found = new Map<string, { label: string; value: string }[]>();
  const add = (name: string, value: string): void => {
    const [prefix = '', local = prefix] = name.split(':');
    const vendor = vendorOf(namespaces.get(prefix) ?? '') ?? prefix;
    found.set(vendor, [...(found.get(vendor) ?? []), { label: local, value: value.slice(0, LONGEST) }]);
  };
  for (const [name, value] of Object.entries(element.$attrs ?? {})) if (name.includes(':') && !/^(xmlns|xsi)(:|$)/.test(name)) add(name, String(value));
  for (const value of childrenOf(childOf(element, 'extensionElements'), 'values')) if (value.$descriptor?.isGeneric) add(value.$type, summaryOf(value));
  return [...found].map(([vendor, entries]) => ({
    id: `kept-${vendor}`,
    title: `Kept from ${vendor}: ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`,
    shut: true,
    fields: entries.slice(0, MOST).map(({ label, value }, index) => ({ kind: 'fact' as const, key: `${vendor}-${index}`, label, value })),
    note: entries.length > MOST ? `And ${entries.length - MOST} more.` : undefined,
  }));
}

function namespacesOf(element: ModdleElement): ReadonlyMap<string, string> {
  const declared = Object.entries(documentOf(element).$attrs ?? {});
  return new Map(declared.flatMap(([name, uri]) => (name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), String(uri)] as const] : [])));
}

/** The little that says what an entry is about: its attributes, or its text, or how much is in it. */
function summaryOf(value: ModdleElement): string {
  const plain = Object.entries(value).filter(([name, held]) => !name.startsWith('$') && (typeof held === 'string' || typeof held === 'number' || typeof held === 'boolean'));
  const own = [...plain, ...Object.entries(value.$attrs ?? {})].map(([name, held]) => (name === 'name' || name === 'value' ? String(held) : `${name} ${String(held)}`));
  const text = textOf(value, '$body');
  const inside = value.$children?.length ?? 0;
  return [...own, text, inside > 0 ? `with ${inside} inside` : ''].filter((part) => part !== '').join(', ');
}
