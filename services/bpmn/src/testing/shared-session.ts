import { applyUpdate, encodeStateAsUpdate, Doc } from 'yjs';
import type { ModdleElement } from '../model/moddle-element.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { applyChanges, changesBetween, checkUpdate, isEmpty, project, recordIn, recordMap, recordsIn, recordsOf, seedDocument, touchedKeys, treeOf, undoOf } from '../shared/index.js';
import type { Changes, LocalUndo, Projection, RecordKey, SharedRecord } from '../shared/index.js';
import { addDiagram, addGroup, addPool, addSubProcess, attachElsewhere, bringToFront, dissolvePool, moveInto, reconnect, toggleSubProcess } from './edit-roots.js';
import { Attention, EditedModel } from './edited-model.js';
import { anyEdit, seeded, type Edit } from './random-edit.js';

const ROOTS: readonly Edit[] = [addPool, dissolvePool, reconnect, reconnect, addSubProcess, addSubProcess, moveInto, moveInto, moveInto, toggleSubProcess, toggleSubProcess, attachElsewhere, addGroup, addDiagram, bringToFront];
const PEOPLE = 3;
const WITHHELD = 0.3;
const TRIES = 6;

/** What somebody's browser has: a document, what it shows, and what has not been delivered to it yet. */
class Person {
  readonly doc = new Doc();
  readonly records: Map<RecordKey, SharedRecord>;
  readonly inbox: { readonly from: number; readonly update: Uint8Array }[] = [];
  private shown: Projection | undefined;
  private readonly undoing: LocalUndo;
  private readonly attention = new Attention();

  constructor(number: number, seed: Uint8Array, private readonly random: () => number, send: (update: Uint8Array) => void) {
    this.doc.clientID = number + 1;
    applyUpdate(this.doc, seed, 'remote');
    this.records = recordsIn(this.doc);
    this.undoing = undoOf(this.doc, this);
    recordMap(this.doc).observeDeep((events) => {
      this.shown = undefined;
      for (const key of touchedKeys(events)) {
        const record = recordIn(this.doc, key);
        if (record) this.records.set(key, record);
        else this.records.delete(key);
      }
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') send(update);
    });
  }

  get projection(): Projection {
    return (this.shown ??= project(this.records));
  }

  /** Edits what is shown, as the editor does, and shares what that changed. */
  edit(): string {
    const shown = this.projection;
    const { definitions } = treeOf(shown);
    const model = new EditedModel(definitions, this.random, undefined, this.attention);
    for (let tries = 0; tries < TRIES; tries++) {
      const edit = this.random() < 0.35 ? ROOTS[Math.floor(this.random() * ROOTS.length)]! : anyEdit(this.random);
      const done = edit(model);
      if (done === undefined) continue;
      applyChanges(this.doc, changesBetween(shown.records, recordsOf(definitions, shown.records)), this);
      return done;
    }
    return 'nothing';
  }

  /** @param steps so many, and as often as not as many of them done again */
  undo(steps = 1): string {
    const undone = Array.from({ length: steps }, () => this.undoing.undo() !== null).includes(true);
    if (!undone) return 'nothing to undo';
    return this.random() < 0.5 ? 'undo' : `undo, then ${this.redo()}`;
  }

  redo(): string {
    return this.undoing.redo() ? 'redo' : 'nothing to redo';
  }

  /** Whether half of somebody's work is here: what it takes away is gone then, and what it puts there instead not yet come. */
  get isWaiting(): boolean {
    return this.doc.store.pendingStructs !== null;
  }

  /** Takes in some of what waits, in any order, or (as a socket has it) each sender's in turn. */
  receive(withheld: number, isOrdered: boolean): void {
    const stopped = new Set<number>();
    for (let left = this.inbox.length, at = 0; left > 0; left--) {
      at = isOrdered ? at : Math.floor(this.random() * this.inbox.length);
      const { from, update } = this.inbox[at]!;
      if (isOrdered ? stopped.has(from) || this.random() < withheld : this.random() < withheld) {
        stopped.add(from);
        at++;
      } else {
        this.inbox.splice(at, 1);
        applyUpdate(this.doc, update, 'remote');
      }
    }
  }

  tree(): ModdleElement {
    return treeOf(this.projection).definitions;
  }
}

export interface SessionOutcome {
  /** The document, the same for all; that of the first where they differ. */
  readonly text: string;
  /** What is wrong, in words; nothing when everything is right. */
  readonly faults: readonly string[];
  /** A line on each thing somebody did. */
  readonly said: readonly string[];
  /** How many elements are not shown in the end since what they hang on is gone, and how many lay in circles. */
  readonly hidden: number;
  readonly recovered: number;
}

/**
 * Three people edit one document, each with the others' work arriving late, in another order or (for a while) not at all, and undo
 * and redo their own. In the end everything is delivered, and all is compared.
 *
 * @param seed the same numbers do the same things
 * @param many how many things are done
 * @param lose a planted fault: one update never reaches the last person
 */
export async function runSession(text: string, seed: number, many: number, lose = false): Promise<SessionOutcome> {
  const random = seeded(seed);
  const faults: string[] = [];
  const said: string[] = [];
  const { definitions } = await parseBpmn(text);
  const first = seedDocument(recordsOf(definitions), 1_000);
  const seedUpdate = encodeStateAsUpdate(first);
  const people: Person[] = [];
  let mayLose = lose;
  const send = (from: number, update: Uint8Array) => {
    const verdict = checkUpdate(first, update);
    if (!verdict.ok) faults.push(`the server refused an edit: ${verdict.detail}`);
    for (const [to, person] of people.entries()) {
      if (to === from) continue;
      if (mayLose && to === PEOPLE - 1 && said.length > many / 2) mayLose = false;
      else person.inbox.push({ from, update });
    }
  };
  for (let number = 0; number < PEOPLE; number++) people.push(new Person(number, seedUpdate, seeded(seed * PEOPLE + number + 1), (update) => send(number, update)));
  while (said.length < many) {
    const number = Math.floor(random() * PEOPLE);
    const chance = random();
    const person = people[number]!;
    said.push(`${number}: ${person.isWaiting ? 'waits' : chance < 0.1 ? person.undo() : chance < 0.17 ? person.undo(2) : chance < 0.2 ? person.redo() : person.edit()}`);
    if (random() < 1 - WITHHELD) person.receive(WITHHELD, seed % 4 !== 0);
  }
  for (const person of people) person.receive(0, false);
  const { hidden, recovered } = people[0]!.projection;
  return { ...(await compare(people, first, faults)), said, hidden: hidden.size, recovered: recovered.size };
}

async function compare(people: readonly Person[], server: Doc, faults: string[]): Promise<{ text: string; faults: string[] }> {
  const [one, ...others] = people;
  const text = await writeBpmn(one!.tree());
  const shown = one!.projection;
  for (const [at, other] of others.entries()) {
    if (!isEmpty(changesBetween(one!.records, other.records))) faults.push(`the documents of 0 and ${at + 1} differ`);
    if (told(other.projection) !== told(shown)) faults.push(`what 0 and ${at + 1} see differs`);
    if ((await writeBpmn(other.tree())) !== text) faults.push(`the files of 0 and ${at + 1} differ`);
  }
  if (!isEmpty(changesBetween(one!.records, recordsIn(server)))) faults.push('the document of the server differs');
  const again = recordsOf(one!.tree(), shown.records);
  const differing = changesBetween(shown.records, again);
  if (!isEmpty(differing)) faults.push(`the tree says something else than what it was made of: ${toldChanges(differing)}`);
  return { text, faults };
}

function toldChanges({ added, removed, changed }: Changes): string {
  const entries = [...changed].flatMap(([key, each]) => [...each].map(([entry, value]) => `${key}.${entry} = ${JSON.stringify(value)}`));
  return [...[...added.keys()].map((key) => `+${key}`), ...[...removed].map((key) => `-${key}`), ...entries].slice(0, 5).join(', ').slice(0, 500);
}

function told({ records, children, derived, hidden, recovered }: Projection): string {
  const inner = [...children].map(([key, lists]) => [key, [...lists].sort(([a], [b]) => (a < b ? -1 : 1))]);
  return JSON.stringify([[...records].map(([key, record]) => [key, Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))]), inner.sort(byKey), [...derived].sort(byKey), [...hidden].sort(), [...recovered].sort()]);
}

function byKey(a: unknown[], b: unknown[]): number {
  return String(a[0]) < String(b[0]) ? -1 : 1;
}
