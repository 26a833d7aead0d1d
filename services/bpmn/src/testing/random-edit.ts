import { elementOf, isModdleElement } from '../model/moddle-element.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { addLane, bend, changeLane, move, moveLabel, resizePool } from './edit-layout.js';
import { addBoundaryEvent, addData, addMessageFlow, annotate, editEvent, setLoop, setVendorData } from './edit-parts.js';
import { append, changeType, connectTwo, insert, remove } from './edit-structure.js';
import { colour, document, rename, rewordAnnotation, setCondition, setDefaultFlow } from './edit-words.js';
import { Attention, EditedModel } from './edited-model.js';

/** Makes one edit and says which; undefined when there is nothing in the model to make it on. */
export type Edit = (model: EditedModel) => string | undefined;

/** Each kind of edit as often as people make it, by estimate: mostly they move, name and add; one in eight additions is deleted. */
const EDITS: readonly (readonly [Edit, number])[] = [
  [move, 22],
  [rename, 16],
  [append, 10],
  [insert, 6],
  [connectTwo, 4],
  [remove, 4],
  [bend, 3],
  [moveLabel, 3],
  [changeType, 5],
  [document, 5],
  [setCondition, 4],
  [setDefaultFlow, 2],
  [colour, 4],
  [changeLane, 3],
  [resizePool, 2],
  [addLane, 1],
  [annotate, 3],
  [rewordAnnotation, 1],
  [addData, 2],
  [addBoundaryEvent, 2],
  [addMessageFlow, 2],
  [setVendorData, 3],
  [editEvent, 3],
  [setLoop, 2],
];
const TOTAL = EDITS.reduce((sum, [, weight]) => sum + weight, 0);
const TRIES = 200;

/** A source of numbers in [0, 1) that gives the same ones for the same seed (mulberry32, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Edits a document as people do in the editor, and writes it as the editor does: moddle reads it, things are named, moved,
 * appended, deleted with all that hangs on them, coloured and so on, moddle writes it. The same numbers make the same edits,
 * ids included.
 *
 * @param random numbers in [0, 1), such as `seeded(1)`
 * @param many how many edits
 * @param within the ids of the elements that may be touched; all when left out
 * @returns the document as moddle writes it, and a line on each edit; fewer lines than `many` where nothing more was possible
 */
export async function randomEdits(text: string, random: () => number, many: number, within?: ReadonlySet<string>): Promise<{ text: string; said: string[] }> {
  const { definitions } = await parseBpmn(text);
  const said: string[] = [];
  const attention = new Attention();
  for (let tries = 0; said.length < many && tries < TRIES; tries++) {
    const done = anyEdit(random)(new EditedModel(definitions, random, within, attention));
    if (done !== undefined) said.push(done);
  }
  return { text: await writeBpmn(definitions), said };
}

/** The ids of an element and of what is at most so many connections away from it: where somebody works for a while. */
export async function neighbourhood(text: string, random: () => number, steps: number): Promise<ReadonlySet<string>> {
  const { definitions } = await parseBpmn(text);
  const model = new EditedModel(definitions, random, undefined);
  const near = new Set([model.some('bpmn:FlowNode')?.id ?? '']);
  for (let step = 0; step < steps; step++) {
    const reached = new Set(near);
    for (const { element, source, target } of model.connections()) {
      if (![source, target].some((end) => isModdleElement(end) && near.has(end.id ?? ''))) continue;
      for (const each of [element, source, target]) if (each?.id) reached.add(each.id);
    }
    for (const event of model.all('bpmn:BoundaryEvent')) if (near.has(elementOf(event, 'attachedToRef')?.id ?? '')) reached.add(event.id!);
    for (const id of reached) near.add(id);
  }
  return near;
}

/** One edit, drawn as often as people make it. */
export function anyEdit(random: () => number): Edit {
  let at = random() * TOTAL;
  for (const [edit, weight] of EDITS) {
    at -= weight;
    if (at < 0) return edit;
  }
  return rename;
}
