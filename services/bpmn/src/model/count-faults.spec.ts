import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { CORPUS } from '../../../../infrastructure/fuzz/hostile/corpus.mjs';
import { decodeBpmn } from '../gate/decode-bpmn.js';
import { asciiIds } from '../references/ascii-ids.js';
import { parseXml } from '../xml/parse-xml.js';
import { countFaults } from './count-faults.js';
import { theModdle } from './the-moddle.js';

const PREFIXES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI" xmlns:v="urn:vendor" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const inProcess = (inside: string) => `<definitions ${PREFIXES} xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"><process id="P">${inside}</process></definitions>`;
const ONE_PIECE = CORPUS.filter(({ expected, bytes }) => expected === 'in' && bytes().length < 100_000).map(({ name, bytes }) => [name, decodeBpmn(bytes()).text] as const);

const FAULTS: readonly (readonly [what: string, inside: string, faults: number])[] = [
  ['an id twice', '<task id="A"/><userTask id="A"/><task id="A"><documentation id="A"/></task>', 2],
  ['an element BPMN does not know', '<bogus><bogus/></bogus>', 1],
  ['a task in a task', '<task id="A"><task id="B"/><task id="B"/></task>', 2],
  ['a vendor element where only BPMN may be', '<v:a/><extensionElements><v:a/><v:b><v:c/>text</v:b></extensionElements>', 1],
  ['a text in a task', '<task id="A">text<incoming>F</incoming>text<![CDATA[text]]></task>', 3],
  ['a text where it may be', '<task id="A"><documentation>text</documentation></task>', 0],
  ['letters beyond ASCII in the name of an attribute', '<task id="A" größe="1" v:größe="2"/>', 4],
  ['blanks about the sign of equality', '<task id="A" name= "1"/>', 1],
  ['a type nobody knows', '<sequenceFlow id="F"><conditionExpression xsi:type="tFormalExpression">1</conditionExpression></sequenceFlow><sequenceFlow id="G"><conditionExpression xsi:type="tBogus">1</conditionExpression></sequenceFlow>', 1],
  ['a reference with something inside', '<task id="A"><incoming>F<task/></incoming></task>', 1],
  ['an element of the colours', '<task id="A"><extensionElements><bioc:fill/></extensionElements></task>', 1],
  ['a part of a drawing in small letters', '<extensionElements><dc:bounds/><dd:waypoint/></extensionElements>', 2],
  ['what belongs to BPMN, but to no namespace', '<task id="A"><extensionElements xmlns=""/></task>', 1],
  ['an element of no namespace', '<task xmlns=""/><extensionElements><a xmlns=""/></extensionElements>', 1],
];

describe('countFaults', () => {
  it.each(FIXTURES)('finds none in %s', (name) => {
    expect(counted(readFixture(name))).toBe(0);
  });

  it.each(FAULTS)('counts %s', async (_, inside, faults) => {
    expect(counted(inProcess(inside))).toBe(faults);
    expect(await complaintsAbout(inProcess(inside))).toBe(faults);
  });

  it.each(ONE_PIECE)('counts in the hostile file %s what the parser complains of', async (_, text) => {
    const readable = asciiIds(text).text;
    expect(counted(readable)).toBe(await complaintsAbout(readable));
  });

  it('knows elements by their mere names where there is no default namespace', async () => {
    const text = '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"><b:process id="P"><b:task id="A"><incoming>F</incoming><bogus/></b:task></b:process></b:definitions>';
    expect([counted(text), await complaintsAbout(text)]).toEqual([1, 1]);
  });

  it('stops once there are enough', () => {
    expect(counted(inProcess('<bogus/>'.repeat(50)), 10)).toBe(10);
  });
});

function counted(text: string, enough = Infinity): number {
  return countFaults(text, parseXml(text).root, enough);
}

/** Complaints that have the parser look for their place in the text: those about references it makes only when it has read everything. */
async function complaintsAbout(text: string): Promise<number> {
  const { warnings } = await theModdle().fromXML(text.replace(/^\uFEFF/, ''), 'bpmn:Definitions');
  return warnings.filter(({ message }) => message.startsWith('unparsable content')).length;
}
