import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseBpmn } from '@bpmn-studio/bpmn';
import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup, TextField } from '../model/field.js';
import { isA, type ModdleElement, textOf, within } from '../model/moddle.js';
import { groupsFor } from './groups-for.js';
import type { FileIds } from './subject.js';

const FIXTURES = ['every-event', 'every-activity', 'gateways-and-data', 'collaboration', 'vendor-extensions', 'colours', 'order-process'];
const all = new Map<string, ModdleElement>();

beforeAll(async () => {
  for (const name of FIXTURES) {
    const { definitions } = await parseBpmn(readFileSync(new URL(`../../../../../../services/bpmn/fixtures/${name}.bpmn`, import.meta.url), 'utf8'));
    for (const each of within(definitions as unknown as ModdleElement)) if (isA(each, 'bpmn:BaseElement')) all.set(`${name}#${textOf(each, 'id')}`, each);
  }
});

/** One id of the file is another one on the canvas. */
const IDS: FileIds = { has: (id) => id === 'Taken', inFile: (id) => (id === 'Check' ? 'Prüfung' : id), onCanvas: (id) => (id === 'Prüfung' ? 'Check' : id) };
/** Sets at once what the canvas would set as a command. */
const edits = (element: ModdleElement): Edits => ({
  set: (owner, properties) => { for (const [name, value] of Object.entries(properties)) (owner as unknown as { set(name: string, value: unknown): void }).set(name, value); },
  create: (type, owner, properties) => {
    const made = (owner as unknown as { $model: { create(type: string, properties?: object): ModdleElement } }).$model.create(type, { ...(/Message|Signal|Error|Escalation/.test(type) && { id: 'Made' }), ...properties });
    (made as { $parent?: ModdleElement }).$parent = owner;
    return made;
  },
  label: (text) => (element as unknown as { set(name: string, value: unknown): void }).set('name', text),
  turnInto: () => undefined,
  paint: () => undefined,
});
const groups = (element: ModdleElement): readonly FieldGroup[] => groupsFor({ drawn: { id: textOf(element, 'id'), type: element.$type, businessObject: element }, element, ids: IDS }, edits(element));
const fields = (element: ModdleElement): readonly Field[] => groups(element).flatMap((group) => group.fields);
const drawn = () => [...all.values()].filter((each) => isA(each, 'bpmn:FlowElement', 'bpmn:Participant', 'bpmn:Lane', 'bpmn:Artifact', 'bpmn:MessageFlow', 'bpmn:Process', 'bpmn:Collaboration'));

function the(key: string, element: ModdleElement): Field {
  const found = fields(element).find((field) => field.key === key);
  if (!found) throw new Error(`${element.$type} has no field ${key}, only ${fields(element).map((field) => field.key).join(', ')}`);
  return found;
}
function write(key: string, element: ModdleElement, value: string | boolean): void {
  const field = the(key, element);
  if (field.kind === 'fact') throw new Error(`${key} is to be read only`);
  (field.write as (value: string | boolean) => void)(value);
}
const first = (type: string, fits: (element: ModdleElement) => boolean = () => true) => {
  const found = drawn().find((each) => isA(each, type) && fits(each));
  if (!found) throw new Error(`no ${type} in the fixtures`);
  return found;
};

describe('the fields of an element', () => {
  it('have keys of their own, and a label each', () => {
    for (const element of drawn()) {
      const keys = fields(element).map(({ key }) => key);
      expect([element.$type, keys.filter((key, index) => keys.indexOf(key) !== index)]).toEqual([element.$type, []]);
      expect(fields(element).every(({ label }) => label.length > 1)).toBe(true);
    }
  });

  it('hold what they are given, whatever the element', () => {
    for (const element of drawn()) {
      for (const { key, kind } of fields(element)) {
        const field = the(key, element);
        if (kind === 'text' && field.kind === 'text' && !field.strict && !['state', 'name'].includes(key)) {
          field.write('words');
          expect([element.$type, key, (the(key, element) as { value: string }).value]).toEqual([element.$type, key, 'words']);
        }
      }
    }
  });

  it('show the id of the file, and take it back', () => {
    const task = all.get('order-process#Check')!;
    const field = the('id', task) as TextField;
    expect([field.value, field.fault?.('Prüfung'), field.fault?.('Check 2'), field.fault?.('Taken')]).toEqual(['Prüfung', null, expect.stringContaining('Check_2'), expect.stringContaining('Something else')]);
    field.write('Review');
    expect(textOf(task, 'id')).toBe('Review');
    field.write('Prüfung');
    expect(textOf(task, 'id')).toBe('Check');
  });

  it('take an element away with its last word', () => {
    const flow = first('bpmn:SequenceFlow', (each) => isA(each.get('sourceRef') as ModdleElement, 'bpmn:ExclusiveGateway') && (each.get('sourceRef') as ModdleElement).get('default') !== each);
    write('conditionExpression', flow, 'a > 1');
    expect(flow.get('conditionExpression')).toMatchObject({ $type: 'bpmn:FormalExpression', body: 'a > 1' });
    write('conditionExpression', flow, '');
    expect(flow.get('conditionExpression')).toBeUndefined();
  });

  it('a default way on has no condition', () => {
    const flow = first('bpmn:SequenceFlow', (each) => isA(each.get('sourceRef') as ModdleElement, 'bpmn:ExclusiveGateway') && (each.get('sourceRef') as ModdleElement).get('default') !== each);
    write('conditionExpression', flow, 'a > 1');
    write('is-default', flow, true);
    expect([(flow.get('sourceRef') as ModdleElement).get('default'), flow.get('conditionExpression')]).toEqual([flow, undefined]);
  });

  it('a loop becomes one for each of several, and once again', () => {
    const task = first('bpmn:UserTask');
    write('loop', task, 'loop');
    expect(task.get('loopCharacteristics')).toMatchObject({ $type: 'bpmn:StandardLoopCharacteristics' });
    write('loop', task, 'sequential');
    expect(task.get('loopCharacteristics')).toMatchObject({ $type: 'bpmn:MultiInstanceLoopCharacteristics', isSequential: true });
    write('loop', task, 'parallel');
    expect(task.get('loopCharacteristics')).toMatchObject({ isSequential: false });
    write('loop', task, '');
    expect(task.get('loopCharacteristics')).toBeUndefined();
  });

  it('a message is made, named, and chosen by another', () => {
    const [one, other] = drawn().filter((each) => isA(each, 'bpmn:CatchEvent') && (each.get('eventDefinitions') as ModdleElement[])[0]?.$type === 'bpmn:MessageEventDefinition');
    if (!one || !other) throw new Error('too few messages in the fixtures');
    write('0-messageRef', one, '\u0000new');
    write('0-messageRef-name', one, 'Order');
    write('0-messageRef', other, 'Made');
    expect(the('0-messageRef-name', other)).toMatchObject({ value: 'Order', help: expect.stringContaining('2 places') });
    write('0-messageRef', other, '');
    expect(fields(other).map(({ key }) => key)).not.toContain('0-messageRef-name');
  });

  it('what other tools wrote is told by who wrote it', () => {
    const task = all.get('vendor-extensions#T');
    if (!task) throw new Error('the fixture has no T');
    expect(groups(task).filter(({ id }) => id.startsWith('kept')).map(({ title }) => title).sort()).toEqual(['Kept from Camunda 7: 1 entry', 'Kept from Camunda 8 (Zeebe): 1 entry', 'Kept from acme: 1 entry']);
  });
});
