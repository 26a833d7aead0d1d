import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup, TextField } from '../model/field.js';
import { textField } from '../model/field-makers.js';
import { childOf, childrenOf, isA, type ModdleElement, textOf } from '../model/moddle.js';
import { idField } from './id-field.js';
import type { Subject } from './subject.js';

/** Name, documentation and id: what everything has. */
export function generalGroup({ element, ids }: Subject, edits: Edits): FieldGroup {
  const id = idField(element, ids, edits, 'id', 'Id');
  const name = nameField(element, edits);
  return { id: 'general', title: 'General', fields: [...(name ? [name] : []), documentationField(element, edits), id] };
}

function nameField(element: ModdleElement, edits: Edits): Field | null {
  const words = { kind: 'text', key: 'name', lines: 'many', write: (text: string) => edits.label(text) } as const;
  if (isA(element, 'bpmn:TextAnnotation')) return { ...words, label: 'Text', value: textOf(element, 'text') };
  if (isA(element, 'bpmn:Group')) return { ...words, label: 'Category', help: 'What stands in the frame belongs to this category.', value: textOf(childOf(element, 'categoryValueRef'), 'value') };
  if (isA(element, 'bpmn:Process', 'bpmn:Collaboration')) return textField(edits, element, 'name', { label: 'Name' });
  if (isA(element, 'bpmn:Association', 'bpmn:DataAssociation')) return null;
  return { ...words, label: 'Name', value: textOf(element, 'name') };
}

/** The first documentation without a format of its own; others are kept as they are. */
function documentationField(element: ModdleElement, edits: Edits): TextField {
  const all = childrenOf(element, 'documentation');
  const plain = () => childrenOf(element, 'documentation').find((each) => ['', 'text/plain'].includes(textOf(each, 'textFormat')));
  return {
    kind: 'text',
    key: 'documentation',
    label: 'Documentation',
    help: all.length > 1 ? 'There are others beside this one in the file. They are kept.' : undefined,
    lines: 'many',
    placeholder: 'What a reader of this diagram should know',
    value: textOf(plain(), 'text'),
    write: (text) => {
      const now = childrenOf(element, 'documentation');
      const found = plain();
      if (text === '') edits.set(element, { documentation: now.filter((each) => each !== found) });
      else if (found) edits.set(found, { text });
      else edits.set(element, { documentation: [...now, edits.create('bpmn:Documentation', element, { text })] });
    },
  };
}
