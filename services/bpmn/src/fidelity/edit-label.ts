import { carryOver, type LostPart } from '../merge/carry-over.js';
import { isA, textOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';

/** A document of which one label was edited, as the editor stores it. */
export interface LabelEdit {
  readonly text: string;
  readonly elementId: string;
  /** 'bpmn:UserTask' */
  readonly type: string;
  /** What it was called before; null when it had no name. */
  readonly from: string | null;
  readonly to: string;
  /** Whether the document had to be written anew, and what that lost. */
  readonly rewritten: boolean;
  readonly lost: readonly LostPart[];
}

const LABELLED = ['bpmn:FlowNode', 'bpmn:Participant', 'bpmn:ConversationNode', 'bpmn:RootElement'];

/**
 * Gives the first named node of a document another name, the way the editor does: into the model, out of the model, and what
 * that changed into the document as it was.
 *
 * @returns undefined when there is nothing in it to be named
 */
export async function editLabel(text: string): Promise<LabelEdit | undefined> {
  const { definitions } = await parseBpmn(text);
  const before = await writeBpmn(definitions);
  const element = labelled(definitions);
  if (!element?.id) return undefined;
  const from = textOf(element, 'name') ?? null;
  const to = `${from ?? 'Named'} (edited)`;
  element.name = to;
  const { text: edited, rewritten, lost } = await carryOver(text, before, await writeBpmn(definitions));
  return { text: edited, elementId: element.id, type: element.$type, from, to, rewritten, lost };
}

function labelled(definitions: ModdleElement): ModdleElement | undefined {
  for (const type of LABELLED) {
    const those = elementsBelow(definitions).filter((element) => element.id !== undefined && isA(element, type));
    const first = those.find((element) => textOf(element, 'name')) ?? those[0];
    if (first) return first;
  }
  return undefined;
}

function elementsBelow(root: ModdleElement): ModdleElement[] {
  const found: ModdleElement[] = [];
  const pending = [root];
  for (let next = pending.shift(); next; next = pending.shift()) {
    found.push(next);
    for (const key of ['rootElements', 'participants', 'conversationNodes', 'flowElements']) if (Array.isArray(next[key])) pending.push(...(next[key] as ModdleElement[]));
  }
  return found;
}
