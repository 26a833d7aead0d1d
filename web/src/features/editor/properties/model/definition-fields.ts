import type { Edits } from './edits.js';
import type { Field } from './field.js';
import { optionOf, textField } from './field-makers.js';
import { childOf, childrenOf, documentOf, isA, type ModdleElement, textOf, within } from './moddle.js';

interface Definition {
  /** The property that refers to it, such as `messageRef`. */
  readonly property: string;
  readonly type: string;
  /** As a person says it, such as "message". */
  readonly noun: string;
  /** The property with its code, for those that have one. */
  readonly code?: string;
}

export const DEFINITIONS = {
  message: { property: 'messageRef', type: 'bpmn:Message', noun: 'message' },
  signal: { property: 'signalRef', type: 'bpmn:Signal', noun: 'signal' },
  error: { property: 'errorRef', type: 'bpmn:Error', noun: 'error', code: 'errorCode' },
  escalation: { property: 'escalationRef', type: 'bpmn:Escalation', noun: 'escalation', code: 'escalationCode' },
} as const satisfies Record<string, Definition>;

const NEW = '\u0000new';

/**
 * What stands once in a file and is referred to by many: a message, a signal, an error, an escalation. One is chosen or
 * made new, and can be renamed here for everybody who refers to it.
 */
export function definitionFields(edits: Edits, owner: ModdleElement, definition: Definition): readonly Field[] {
  const { property, type, noun, code } = definition;
  const document = documentOf(owner);
  const known = childrenOf(document, 'rootElements').filter((root) => isA(root, type));
  const chosen = childOf(owner, property);
  const capital = noun.charAt(0).toUpperCase() + noun.slice(1);
  const choice: Field = {
    kind: 'choice',
    key: property,
    label: capital,
    value: textOf(chosen, 'id'),
    options: [{ value: '', label: 'None' }, ...known.map((each) => optionOf(each)), { value: NEW, label: `New ${noun}…` }],
    write: (value) => {
      if (value !== NEW) return edits.set(owner, { [property]: known.find((each) => textOf(each, 'id') === value) });
      const made = edits.create(type, document, { name: freeName(capital, known) });
      edits.set(document, { rootElements: [...childrenOf(document, 'rootElements'), made] });
      edits.set(owner, { [property]: made });
    },
  };
  if (!chosen) return [choice];
  const users = usersOf(document, chosen, property);
  const name = textField(edits, chosen, 'name', { key: `${property}-name`, label: `${capital} name`, help: users > 1 ? `Used in ${users} places of this file: all of them get the new name.` : undefined });
  return code === undefined ? [choice, name] : [choice, name, textField(edits, chosen, code, { label: `${capital} code`, help: 'What tells it from others when it is caught.' })];
}

function freeName(noun: string, known: readonly ModdleElement[]): string {
  const names = new Set(known.map((each) => textOf(each, 'name')));
  let number = known.length + 1;
  while (names.has(`${noun} ${number}`)) number++;
  return `${noun} ${number}`;
}

function usersOf(document: ModdleElement, target: ModdleElement, property: string): number {
  let users = 0;
  for (const root of childrenOf(document, 'rootElements')) for (const each of within(root)) if (childOf(each, property) === target) users++;
  return users;
}
