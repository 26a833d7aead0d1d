import { describe, expect, it } from '@jest/globals';
import { diff as bpmnJsDiff } from 'bpmn-js-differ';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { elementOf, elementsOf, isA } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { contained } from '../testing/edited-model.js';
import { randomEdits, seeded } from '../testing/random-edit.js';
import { diffBpmn } from './diff-bpmn.js';

interface Sets {
  added: string[];
  removed: string[];
  changed: string[];
  layout: string[];
}

/** What bpmn-js-differ looks at; DataObject is left out by it. */
const TRACKED = ['bpmn:Participant', 'bpmn:Collaboration', 'bpmn:Process', 'bpmn:FlowElement', 'bpmn:MessageFlow', 'bpmn:Lane', 'bpmn:DataAssociation'];

/**
 * bpmn-js-differ 3.2 is right of which elements were added, removed, changed and drawn elsewhere, but for these:
 * - it reads no lists of references: the lane of a node and the message flows of a choreography task are unseen;
 * - of event definitions it sees what changed when they have no id and what changed is no reference;
 * - attributes of vendors are unseen;
 * - a process is told as the participant that shows it;
 * - what is in an element that came or went is unseen, as are messages, errors and their like;
 * - artifacts and data objects that came or went are told as a change of what they are in;
 * - the bands of a choreography task are told as shapes of the participants.
 */
const UNSURE = /^(lane|messageFlowRef|camunda:assignee|eventDefinition\..*)$/;
const CONTAINED = /(^|\.)(artifacts|flowElements)\[\d+\]$/;

describe('diffBpmn beside bpmn-js-differ', () => {
  it.each(FIXTURES)('finds the same in edits of %s', async (name) => {
    const before = await writeBpmn((await parseBpmn(readFixture(name))).definitions);
    for (let seed = 1; seed <= 12; seed++) {
      const { text: after, said } = await randomEdits(before, seeded(seed * 7_919), 1 + (seed % 6));
      const [{ unsure, ...our }, their] = [await ours(before, after), await theirs(before, after)];
      expect({ seed, said, ...our }).toEqual({ seed, said, ...their, changed: their.changed.filter((id) => !unsure.includes(id)) });
    }
  });
});

async function ours(before: string, after: string): Promise<Sets & { unsure: string[] }> {
  const trackable = new Map<string, Tracked>();
  for (const text of [before, after]) for (const [id, as] of await trackedIn(text)) trackable.set(id, as);
  const { elements } = diffBpmn(before, after);
  const idsOf = (those: typeof elements) => plain(those.map(({ elementId }) => trackable.get(elementId)?.toldAs));
  // Without what is in another one of them.
  const whole = (those: typeof elements) => idsOf(those.filter(({ elementId }) => !trackable.get(elementId)?.within.some((id) => those.some((each) => each.elementId === id))));
  const changed = elements.filter(({ change }) => change === 'changed');
  const inside = changed.filter(({ kinds }) => kinds.some((kind) => kind !== 'layout' && kind !== 'colour'));
  const sure = inside.filter(({ changes }) => changes.some(({ kind, property }) => kind !== 'layout' && kind !== 'colour' && !UNSURE.test(property)));
  const moved = changed.filter(({ changes }) => changes.some(({ kind, property }) => (kind === 'colour' || kind === 'layout') && !property.startsWith('band.')));
  return {
    added: whole(elements.filter(({ change }) => change === 'added')),
    removed: whole(elements.filter(({ change }) => change === 'removed')),
    changed: idsOf(sure),
    layout: plain(moved.map(({ elementId }) => elementId)),
    unsure: idsOf(inside).filter((id) => !idsOf(sure).includes(id)),
  };
}

async function theirs(before: string, after: string): Promise<Sets> {
  const [one, other] = [(await parseBpmn(before)).definitions, (await parseBpmn(after)).definitions];
  const { _added, _removed, _changed, _layoutChanged } = bpmnJsDiff(one, other);
  const changed = Object.entries(_changed).filter(([, { attrs }]) => Object.keys(attrs).length === 0 || Object.keys(attrs).some((attribute) => !CONTAINED.test(attribute)));
  const bands = new Set((await Promise.all([before, after].map(bandsIn))).flat());
  return { added: plain(Object.keys(_added)), removed: plain(Object.keys(_removed)), changed: plain(changed.map(([id]) => id)), layout: plain(Object.keys(_layoutChanged).filter((id) => !bands.has(id))) };
}

interface Tracked {
  toldAs: string | null;
  /** The ids of what it is in. */
  within: string[];
}

/** What bpmn-js-differ would tell of, by id. */
async function trackedIn(text: string): Promise<Map<string, Tracked>> {
  const { definitions } = await parseBpmn(text);
  const collaboration = elementsOf(definitions, 'rootElements').find((root) => isA(root, 'bpmn:Collaboration'));
  const found = new Map<string, Tracked>();
  for (const element of contained(definitions)) {
    if (!element.id || isA(element, 'bpmn:DataObject') || !TRACKED.some((type) => isA(element, type))) continue;
    const within: string[] = [];
    for (let each = element.$parent; each; each = each.$parent) if (each.id) within.push(each.id);
    found.set(element.id, { toldAs: isA(element, 'bpmn:Process') && collaboration ? shownBy(collaboration, element) : element.id, within });
  }
  return found;
}

/** The ids of participants drawn as bands. */
async function bandsIn(text: string): Promise<string[]> {
  const { definitions } = await parseBpmn(text);
  return [...contained(definitions)].filter((di) => elementOf(di, 'choreographyActivityShape')).map((di) => elementOf(di, 'bpmnElement')?.id ?? '');
}

function shownBy(collaboration: ModdleElement, process: ModdleElement): string | null {
  return elementsOf(collaboration, 'participants').find((participant) => elementOf(participant, 'processRef') === process)?.id ?? null;
}

function plain(ids: (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => typeof id === 'string'))].sort();
}
