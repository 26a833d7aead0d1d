import { describe, expect, it } from '@jest/globals';
import { parseBpmn } from '@bpmn-studio/bpmn';
import { listElements } from './list-elements.ts';

const listed = async (body: string) => listElements((await parseBpmn(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">${body}</definitions>`)).definitions);

describe('the list of elements', () => {
  it('stands by pool, lane and sub-process, without lines that say nothing', async () => {
    const { groups } = await listed(`
      <message id="m" name="Order" />
      <collaboration id="c"><participant id="p" name="Shop" processRef="q" /></collaboration>
      <process id="q"><laneSet id="s"><lane id="l" name="Desk"><flowNodeRef>t</flowNodeRef><flowNodeRef>u</flowNodeRef><childLaneSet id="cs"><lane id="l2" name="Night"><flowNodeRef>u</flowNodeRef></lane></childLaneSet></lane></laneSet>
        <task id="t" name="Take"><documentation>How.</documentation></task>
        <subProcess id="u" name="Pack"><task id="v" name="Fold" /></subProcess>
        <sequenceFlow id="f" sourceRef="t" targetRef="u" /></process>`);
    expect(groups.map(({ place, rows }) => [place, rows.map(({ name, id }) => name || id)])).toEqual([
      ['Shop', ['q']],
      ['Shop › Desk', ['Desk', 'Take']],
      ['Shop › Desk › Night', ['Night', 'Pack']],
      ['Shop › Desk › Night › Pack', ['Fold']],
      ['', ['Order', 'c', 'Shop']],
    ]);
    expect(groups[1]!.rows[1]).toEqual({ type: 'Task', name: 'Take', id: 't', documentation: 'How.' });
  });

  it('is bounded, and says how many are left out', async () => {
    const { groups, leftOut } = await listed(`<process id="q">${Array.from({ length: 3_100 }, (_, i) => `<task id="t${i}" />`).join('')}</process>`);
    expect(groups.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(3_000);
    expect(leftOut).toBe(101);
  });

  it('calls types as the editor does', async () => {
    const { groups } = await listed('<process id="q"><userTask id="a" name="A" /><adHocSubProcess id="b" name="B" /><textAnnotation id="c"><text>C</text></textAnnotation></process>');
    expect(groups.flatMap(({ rows }) => rows.map(({ type }) => type))).toEqual(expect.arrayContaining(['User task', 'Ad-hoc sub-process', 'Note']));
  });
});
