import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup } from '../model/field.js';
import { numberField, referenceField, switchField } from '../model/field-makers.js';
import { childOf, childrenOf, documentOf, isA, type ModdleElement, textOf } from '../model/moddle.js';
import type { Subject } from './subject.js';

/** Data objects and stores. */
export function dataGroups({ element }: Subject, edits: Edits): readonly FieldGroup[] {
  if (isA(element, 'bpmn:DataObjectReference')) {
    const object = childOf(element, 'dataObjectRef');
    return [{ id: 'data', title: 'Data', fields: [stateField(element, edits), ...(object ? [collectionField(object, edits)] : [])] }];
  }
  if (isA(element, 'bpmn:DataStoreReference')) return [{ id: 'data', title: 'Data store', fields: [stateField(element, edits), ...storeFields(element, edits)] }];
  if (isA(element, 'bpmn:DataInput', 'bpmn:DataOutput')) return [{ id: 'data', title: 'Data', fields: [stateField(element, edits), collectionField(element, edits)] }];
  return [];
}

function stateField(data: ModdleElement, edits: Edits): Field {
  return {
    kind: 'text',
    key: 'state',
    label: 'State',
    help: 'Such as draft, or approved.',
    lines: 'one',
    value: textOf(childOf(data, 'dataState'), 'name'),
    write: (text) => {
      const state = childOf(data, 'dataState');
      if (text === '') edits.set(data, { dataState: undefined });
      else if (state) edits.set(state, { name: text });
      else edits.set(data, { dataState: edits.create('bpmn:DataState', data, { name: text }) });
    },
  };
}

function collectionField(data: ModdleElement, edits: Edits): Field {
  return switchField(edits, data, 'isCollection', { label: 'Collection', help: 'There are many of these, such as the lines of an order.' });
}

function storeFields(reference: ModdleElement, edits: Edits): readonly Field[] {
  const stores = childrenOf(documentOf(reference), 'rootElements').filter((root) => isA(root, 'bpmn:DataStore'));
  const store = childOf(reference, 'dataStoreRef');
  const choice = stores.length > 0 ? [referenceField(edits, reference, 'dataStoreRef', stores, { label: 'Stands for' })] : [];
  if (!store) return choice;
  return [...choice, switchField(edits, store, 'isUnlimited', { label: 'Holds any number' }), ...(store.get('isUnlimited') === true ? [] : [numberField(edits, store, 'capacity', { label: 'Holds at most', least: 1 })])];
}
