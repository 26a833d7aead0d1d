import type { Edits } from './edits.js';
import type { ChoiceField, Option, SwitchField, TextField } from './field.js';
import { childOf, type ModdleElement, textOf } from './moddle.js';

type Words = Readonly<{ key?: string; label: string; help?: string | undefined }>;
type TextWords = Words & Partial<Pick<TextField, 'lines' | 'placeholder' | 'fault' | 'reading' | 'strict'>>;

/** A text property of something that belongs to the element. Empty takes the property away. */
export function textField(edits: Edits, owner: ModdleElement, property: string, words: TextWords): TextField {
  return { lines: 'one', key: property, ...words, kind: 'text', value: textOf(owner, property), write: (text) => edits.set(owner, { [property]: text === '' ? undefined : text }) };
}

/** A whole number. */
export function numberField(edits: Edits, owner: ModdleElement, property: string, words: Words & { least: number }): TextField {
  const { least, ...rest } = words;
  const fault = (text: string) => (text === '' || (/^\d{1,9}$/.test(text) && Number(text) >= least) ? null : `Write a whole number, ${least} or more, or leave it empty.`);
  return { ...textField(edits, owner, property, rest), fault, strict: true, write: (text) => edits.set(owner, { [property]: text === '' ? undefined : Number(text) }) };
}

/** Yes or no. */
export function switchField(edits: Edits, owner: ModdleElement, property: string, words: Words): SwitchField {
  return { key: property, ...words, kind: 'switch', value: owner.get(property) === true, write: (value) => edits.set(owner, { [property]: value }) };
}

/** One of the values a property may have. An empty value takes it away. */
export function choiceField(edits: Edits, owner: ModdleElement, property: string, options: readonly Option[], words: Words): ChoiceField {
  const value = textOf(owner, property);
  // What another tool wrote and nobody here knows stays to be chosen.
  const all = options.some((option) => option.value === value) ? options : [{ value, label: value || 'Not said' }, ...options];
  return { key: property, ...words, kind: 'choice', value, options: all, write: (chosen) => edits.set(owner, { [property]: chosen === '' ? undefined : chosen }) };
}

/** An expression that stands in an element of its own, such as a condition. Empty takes the element away. */
export function expressionField(edits: Edits, owner: ModdleElement, property: string, words: TextWords): TextField {
  return {
    lines: 'code',
    key: property,
    ...words,
    kind: 'text',
    value: textOf(childOf(owner, property), 'body'),
    write: (text) => {
      const expression = childOf(owner, property);
      if (text === '') edits.set(owner, { [property]: undefined });
      else if (expression) edits.set(expression, { body: text });
      else edits.set(owner, { [property]: edits.create('bpmn:FormalExpression', owner, { body: text }) });
    },
  };
}

/** One of the elements a reference may lead to, or none. */
export function referenceField(edits: Edits, owner: ModdleElement, property: string, targets: readonly ModdleElement[], words: Words & { none?: string; nameOf?: (target: ModdleElement) => string }): ChoiceField {
  const { none = 'None', nameOf, ...rest } = words;
  return {
    key: property,
    ...rest,
    kind: 'choice',
    value: textOf(childOf(owner, property), 'id'),
    options: [{ value: '', label: none }, ...targets.map((target) => optionOf(target, nameOf))],
    write: (id) => edits.set(owner, { [property]: targets.find((target) => textOf(target, 'id') === id) }),
  };
}

/** An element as something to choose: by its name, or else its id. */
export function optionOf(element: ModdleElement, nameOf = (target: ModdleElement) => textOf(target, 'name')): Option {
  const id = textOf(element, 'id');
  return { value: id, label: nameOf(element).replaceAll(/\s+/g, ' ').trim() || id };
}
