import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { RULES, SAID_BY, type RuleId } from './catalogue.js';
import { keyOf } from './problem.js';
import { DEFAULT_RULES } from './rule-set.js';

// One after the other: Jest cannot let CommonJS (bpmnlint) take a module that is still being linked for others.
await import('@bpmn-studio/bpmn');
const { findProblems } = await import('./find-problems.js');

const read = (name: string) => readFile(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const keys = async (text: string, rules = DEFAULT_RULES) => (await findProblems(text, rules)).problems.map(keyOf);

/** A process of nodes and flows, all of them drawn. `flow a b` is a connection of that id from a to b. */
function drawn(body: string, ...flows: readonly string[]): string {
  const lines = flows.map((flow) => {
    const [id, source, target, more = ''] = flow.split(/ (?=\S)/);
    return `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}" ${more}/>`;
  });
  const text = body + lines.join('');
  const shapes = [...text.matchAll(/<(\w+) id="([^"]+)"/g)].map(([, type, id], index) =>
    type === 'sequenceFlow' ? `<bpmndi:BPMNEdge bpmnElement="${id}"/>` : `<bpmndi:BPMNShape bpmnElement="${id}"><dc:Bounds x="${index * 200}" y="0" width="100" height="80"/></bpmndi:BPMNShape>`,
  );
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <process id="p" name="P">${text}</process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">${shapes.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
}
const START = '<startEvent id="s" name="S"/>';
const END = '<endEvent id="e" name="E"/>';
const around = (body: string, ...flows: readonly string[]) => drawn(START + body + END, ...flows);

/** What is wrong, and next to it what is not. */
const CASES: readonly (readonly [rule: RuleId, element: string, wrong: string, right: string])[] = [
  ['flow-into-start', 's', around('<task id="a" name="A"/>', 'f s a', 'g a s', 'h a e'), around('<task id="a" name="A"/>', 'f s a', 'h a e')],
  ['flow-out-of-end', 'e', around('<task id="a" name="A"/>', 'f s e', 'g e a'), around('<task id="a" name="A"/>', 'f s a', 'g a e')],
  ['broken-flow', 'g', around('<task id="a" name="A"/>', 'f s a', 'g a nowhere', 'h a e'), around('<task id="a" name="A"/>', 'f s a', 'g a e')],
  ['flow-across-pools', 'g', around('<subProcess id="u" name="U"><task id="a" name="A"/></subProcess>', 'f s u', 'g a e'), around('<subProcess id="u" name="U"/>', 'f s u', 'g u e')],
  ['unnamed-way-on', 'g', around('<exclusiveGateway id="x" name="X?"/>', 'f s x', 'g x e', 'h x e name="No"'), around('<exclusiveGateway id="x" name="X?" default="g"/>', 'f s x', 'g x e', 'h x e name="No"')],
  ['default-with-condition', 'g', around(`<task id="a" name="A" default="g"/>${conditional('g', 'a', 'e')}`, 'f s a'), around(`<task id="a" name="A" default="h"/>${conditional('g', 'a', 'e')}`, 'f s a', 'h a e')],
  ['no-default', 'x', around(`<exclusiveGateway id="x" name="X?"/>${conditional('g', 'x', 'e')}${conditional('h', 'x', 'e')}`, 'f s x'), around('<exclusiveGateway id="x" name="X?"/>', 'f s x', 'g x e name="Yes"', 'h x e name="No"')],
  ['unreachable', 'a', around('<task id="a" name="A"/><task id="b" name="B"/>', 'f s e', 'g a b', 'h b a', 'i a e'), around('<task id="a" name="A"/><task id="b" name="B"/>', 'f s a', 'g a b', 'h b a', 'i a e')],
  ['no-way-out', 'a', around('<task id="a" name="A"/><task id="b" name="B"/>', 'f s a', 'g a b', 'h b a', 'i s e'), around('<task id="a" name="A"/><boundaryEvent id="b" name="B" attachedToRef="a"><timerEventDefinition/></boundaryEvent>', 'f s a', 'g a a', 'h b e')],
  ['unnamed-sub-process', 'u', around('<subProcess id="u"/>', 'f s u', 'g u e'), around('<subProcess id="u" name="U"/>', 'f s u', 'g u e')],
  ['timer-without-time', 't', around(timer(''), 'f s t', 'g t e'), around(timer('<timeDuration>P2D</timeDuration>'), 'f s t', 'g t e')],
  ['timer-unreadable', 't', around(timer('<timeDuration>two days</timeDuration>'), 'f s t', 'g t e'), around(timer('<timeDuration>${wait}</timeDuration>'), 'f s t', 'g t e')],
  ['call-without-called', 'a', around('<callActivity id="a" name="A"/>', 'f s a', 'g a e'), around('<callActivity id="a" name="A"><extensionElements><z:calledElement xmlns:z="z" processId="P"/></extensionElements></callActivity>', 'f s a', 'g a e')],
  ['superfluous-gateway', 'x', around('<exclusiveGateway id="x"/>', 'f s x', 'g x e'), around('<exclusiveGateway id="x"/>', 'f s x', 'g x e', 'h s x')],
  ['no-implicit-end', 'a', around('<task id="a" name="A"/>', 'f s a', 'g s e'), around('<task id="a" name="A"/>', 'f s a', 'g a e')],
  ['no-disconnected', 'a', around('<task id="a" name="A"/>', 'f s e'), around('<task id="a" name="A"/>', 'f s a', 'g a e')],
  ['label-required', 'a', around('<task id="a" name=" "/>', 'f s a', 'g a e'), around('<task id="a" name="A"/>', 'f s a', 'g a e')],
];

function conditional(id: string, source: string, target: string): string {
  return `<sequenceFlow id="${id}" name="${id}" sourceRef="${source}" targetRef="${target}"><conditionExpression xsi:type="tFormalExpression">true</conditionExpression></sequenceFlow>`;
}
function timer(time: string): string {
  return `<intermediateCatchEvent id="t" name="T"><timerEventDefinition>${time}</timerEventDefinition></intermediateCatchEvent>`;
}

describe('rules', () => {
  it.each(CASES)('%s tells of what is wrong, and of nothing else', async (rule, element, wrong, right) => {
    expect(await keys(wrong)).toContain(`${rule} ${element}`);
    expect((await keys(right)).filter((key) => key.startsWith(`${rule} `))).toEqual([]);
  });

  it('looks at pools, lanes and messages', async () => {
    const found = await keys(await read('pools.bpmn'));
    expect(found).toEqual(expect.arrayContaining(['message-inside-pool inside', 'empty-lane lane_empty', 'same-process-name pool_same', 'outside-its-parent outside', 'no-overlapping-elements over', 'no-bpmndi hidden', 'global-unused unused']));
    expect(found).not.toEqual(expect.arrayContaining(['message-inside-pool across', 'empty-lane lane_full']));
  });

  it('says nothing of a sound process, however its tool writes flows', async () => {
    expect(await keys(await read('sound.bpmn'))).toEqual([]); // no <incoming>, no <outgoing>
  });

  it('says nothing of what was only begun', async () => {
    expect(await keys(drawn('<startEvent id="s"/>'))).toEqual([]);
  });

  it('says one thing of one element once', async () => {
    const found = await keys(around('<task id="a" name="A"/>', 'f s e'));
    expect(found.filter((key) => key.endsWith(' a'))).toEqual(['no-disconnected a']);
    expect(await keys(around('<task id="a" name="A"/>', 'f s e'), { rules: { 'no-disconnected': 'off' } })).toEqual(expect.arrayContaining(['no-implicit-start a', 'no-implicit-end a']));
  });

  it('weighs rules as a set says, and passes over names it does not know', async () => {
    const { problems } = await findProblems(around('<task id="a"/>', 'f s a', 'g a e'), { rules: { 'label-required': 'info', 'not-a-rule': 'error' } });
    expect(problems).toEqual([{ rule: 'label-required', severity: 'info', elementId: 'a', type: 'bpmn:Task', name: '', isDrawn: true }]);
  });

  it('tells the gravest first, at most 500 of them', async () => {
    const tasks = Array.from({ length: 700 }, (_, index) => `<task id="t${index}"/>`).join('');
    const { problems, found } = await findProblems(around(tasks, 'f s e'), DEFAULT_RULES);
    expect(problems).toHaveLength(500);
    expect(found).toBe(1400);
    expect(problems[0]?.severity).toBe('error');
  });

  it('copes with files that hold next to nothing, and with ids of any script', async () => {
    const empty = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>';
    expect(await findProblems(empty, DEFAULT_RULES)).toEqual({ problems: [], found: 0, elements: 0, unchecked: [] });
    expect(await keys(around('<task id="prüfen" name=""/>', 'f s prüfen', 'g prüfen e'))).toEqual(['label-required prüfen']);
    await expect(findProblems('<a/>', DEFAULT_RULES)).rejects.toThrow('BPMN');
  });

  it('has words for every rule, and every rule that is named is one', () => {
    for (const { title, why, how } of Object.values(RULES)) expect([title, why, how].every((words) => words.length > 3)).toBe(true);
    for (const rule of Object.values(SAID_BY).flat()) expect(RULES).toHaveProperty([rule]);
  });
});
