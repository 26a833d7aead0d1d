import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { joinLive, type Editor } from '../support/live-editors.js';
import { createTestApp, join, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="Definitions_1" targetNamespace="http://example.org">
  <bpmn:process id="Process_1" isExecutable="false"><bpmn:task id="Task_1" name="Pack" /><bpmn:task id="Task_2" name="Ship" /></bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_1"><bpmndi:BPMNPlane id="Plane_1" bpmnElement="Process_1">
    <bpmndi:BPMNShape id="Task_1_di" bpmnElement="Task_1"><dc:Bounds x="100" y="100" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="Task_2_di" bpmnElement="Task_2"><dc:Bounds x="300" y="100" width="100" height="80" /></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

let app: TestApp;
let ann: SignedUp;
let bob: SignedUp;
const editors: Editor[] = [];

beforeAll(async () => {
  app = await createTestApp({ env: { LIVE_REST_SECONDS: '1' } });
  [ann, bob] = [await signUp(app, 'Ann'), await signUp(app, 'Bob')];
  await join(app, ann.workspaceId, bob.userId, 'editor');
}, 60_000);
afterAll(async () => {
  for (const editor of editors) editor.leave();
  await app?.close();
});

async function given(): Promise<string> {
  const { body } = await ann.agent.post('/api/diagrams').send({ title: 'Order', bpmnXml: XML }).expect(201);
  return body.id as string;
}

async function inside(person: SignedUp, diagramId: string): Promise<Editor> {
  const editor = await joinLive(app, person, diagramId);
  editors.push(editor);
  await editor.ready();
  return editor;
}

const nameOf = (editor: Editor, id: string) => editor.records.get(id)?.get('name');
const rename = (editor: Editor, id: string, name: string) => editor.records.get(id)!.set('name', name);

describe('editing together', () => {
  it('shows everybody what anybody does, once it is durable', async () => {
    const id = await given();
    const [a, b] = [await inside(ann, id), await inside(bob, id)];
    expect(nameOf(a, 'Task_1')).toBe('Pack');
    rename(a, 'Task_1', 'Wrap');
    rename(b, 'Task_2', 'Send');
    await Promise.all([a.acknowledged(), b.acknowledged()]);
    await eventually(async () => expect([nameOf(b, 'Task_1'), nameOf(a, 'Task_2')]).toEqual(['Wrap', 'Send']));
    const [row] = await app.database.look<{ sequence: number; unwritten: boolean }>('SELECT sequence, unwritten FROM live_documents WHERE diagram_id = $1', [id]);
    expect(row).toMatchObject({ unwritten: true });
    expect(row!.sequence).toBeGreaterThanOrEqual(1);
  });

  it('becomes a version of whoever edited last when it rests, audited as every save', async () => {
    const id = await given();
    const a = await inside(bob, id);
    rename(a, 'Task_1', 'Wrap');
    await eventually(async () => expect((await ann.agent.get(`/api/diagrams/${id}`)).body.version).toBe(2));
    const { body } = await ann.agent.get(`/api/diagrams/${id}`).expect(200);
    expect(body.bpmnXml).toContain('name="Wrap"');
    expect(body.updatedBy).toMatchObject({ id: bob.userId });
    await eventually(async () => expect(a.news).toContainEqual({ type: 'written', version: 2 }));
    const audit = await app.database.look("SELECT 1 FROM audit_entries WHERE subject_id = $1 AND action = 'diagram.saved' AND actor_id = $2", [id, bob.userId]);
    expect(audit).toHaveLength(1);
    expect(await app.database.look('SELECT unwritten FROM live_documents WHERE diagram_id = $1', [id])).toEqual([{ unwritten: false }]);
  });
});
