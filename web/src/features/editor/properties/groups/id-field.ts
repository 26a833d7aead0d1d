import type { Edits } from '../model/edits.js';
import { idFault } from '../model/element-id.js';
import type { TextField } from '../model/field.js';
import { type ModdleElement, textOf } from '../model/moddle.js';
import type { FileIds } from './subject.js';

/** The id of something, as it is in the file. One that came with the file is right as it is. */
export function idField(element: ModdleElement, ids: FileIds, edits: Edits, key: string, label: string): TextField {
  const now = () => ids.inFile(textOf(element, 'id'));
  return {
    kind: 'text',
    key,
    label,
    lines: 'one',
    value: now(),
    strict: true,
    fault: (text) => (text === now() ? null : idFault(text, ids.has)),
    write: (text) => edits.set(element, { id: ids.onCanvas(text) }),
  };
}
