import type { LostPart, MergeClash, MergeInput, MergeResult, MergeSide } from '@bpmn-studio/bpmn';
import { decideOpening } from '../open-decision.js';
import { step } from '../save-session.js';
import { isDirty, startSession, type DraftContent, type Failure, type SaveBody, type SaveEffect, type SaveInput, type SaveState, type Saved, type Stored } from '../save-state.js';
import { wakeAt } from '../save-timing.js';

/**
 * What stands for a drawing: properties, one a word ("a=1 b=2"). A word without "=" is a drawing that shares nothing
 * with any other.
 */
const propertiesOf = (text: string) => new Map(text.split(' ').filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]));

const textOf = (properties: ReadonlyMap<string, string>) => [...properties].sort(([a], [b]) => a.localeCompare(b)).map((pair) => pair.join('=')).join(' ');

function withProperty(text: string, property: string, value: string | number): string {
  return textOf(propertiesOf(text).set(property, String(value)));
}

/** Of the clashes of a merge. */
const MOST_LISTED = 3;

/** Three ways, by property; as mergeBpmn does it by element. */
export function mergeWords({ base, mine, theirs, choices = {} }: MergeInput): MergeResult {
  const [from, ours, others] = [propertiesOf(base), propertiesOf(mine), propertiesOf(theirs)];
  if (ours.size === 0 || others.size === 0) return { text: theirs, clashes: [], unlisted: 0, mine: 0, theirs: 0, related: false };
  const merged = new Map<string, string>();
  const clashes: MergeClash[] = [];
  for (const key of new Set([...from.keys(), ...ours.keys(), ...others.keys()])) {
    const [b, m, t] = [from.get(key), ours.get(key), others.get(key)];
    const isClash = m !== b && t !== b && m !== t;
    if (isClash) clashes.push({ id: key, elementId: key, type: 'bpmn:Task', name: key, kind: 'property', property: 'name', base: b ?? null, mine: m ?? null, theirs: t ?? null });
    const value = isClash ? (choices[key] === 'mine' ? m : t) : m !== b ? m : t;
    if (value !== undefined) merged.set(key, value);
  }
  return { text: textOf(merged), clashes: clashes.slice(0, MOST_LISTED), unlisted: Math.max(0, clashes.length - MOST_LISTED), mine: 1, theirs: 1, related: true };
}

/** What goes wrong with one request. */
export type Fault = 'none' | 'slow' | 'request-lost' | 'answer-lost' | 'unavailable' | 'limited' | 'signed-out' | 'in-flight' | 'refused' | 'forbidden' | 'gone';

/** A person, a browser, a device and a server in virtual time: runs the effects of the save machine as the page does. */
export class SimulatedWorld {
  now = 0;
  state: SaveState;
  /** What the person sees on the canvas. */
  canvas: string;
  draft: DraftContent | null = null;
  readonly log: string[] = [];
  readonly puts: { at: number; body: SaveBody; key: string; ifMatch: number; hidden: boolean }[] = [];
  server: Stored;
  /** Drawings this person has had before their eyes, or has chosen to overwrite. */
  readonly seen = new Set<string>();
  /** Drawings of others that were replaced unseen. */
  readonly trampled: string[] = [];
  /** Versions that were given a name, and every document the server ever held, by version. */
  readonly named = new Map<number, string>();
  readonly versions = new Map<number, string>();
  faults: Fault[] = [];
  /** What the writing down of the canvas loses. */
  lost: readonly LostPart[] = [];
  isMergeBroken = false;
  /** The most writes that were ever under way at once. */
  mostWrites = 0;
  private writes = 0;
  isDeviceBroken = false;
  signedIn = true;
  private readonly answers = new Map<string, { body: string; saved: Saved }>();
  private queue: { at: number; life: number; run: () => void }[] = [];
  private sessions = 0;
  private life = 0;

  constructor(xml = 'first') {
    this.server = { version: 1, title: 'Title', xml, updatedAt: null, updatedBy: null };
    this.canvas = xml;
    this.seen.add(xml);
    this.versions.set(1, xml);
    this.state = startSession({ session: 's0', base: this.server, now: 0 });
  }

  input(input: SaveInput): void {
    if (input.type === 'overwrite' && this.state.hold?.kind === 'conflict') this.seen.add(this.state.hold.current.xml);
    const { state, effects } = step(this.state, input, this.now);
    this.state = state;
    if (input.type === 'answered' || input.type === 'named') this.writes--;
    for (const effect of effects) {
      if (effect.type === 'put' || effect.type === 'name-version') this.mostWrites = Math.max(this.mostWrites, ++this.writes);
      this.run(effect);
    }
  }

  edit(xml: string): void {
    this.canvas = xml;
    this.input({ type: 'edited' });
  }

  /** Somebody else saves. */
  changeElsewhere(change: { xml?: string; title?: string }): void {
    this.server = { ...this.server, ...change, version: this.server.version + 1 };
    this.versions.set(this.server.version, this.server.xml);
  }

  /** The tab dies, and the page is opened again while the server is out of reach: the device is all there is. */
  crashAndReopenOffline(): void {
    this.life++;
    this.writes = 0;
    this.sessions++;
    const draft = this.draft ?? undefined;
    this.state = startSession({ session: `s${this.sessions}`, base: draft?.base ?? this.state.base, draft, unchecked: true, now: this.now });
    this.canvas = this.state.xml;
    this.input({ type: 'tick' });
  }

  /** The tab dies; only the device and the server remain. Then the page is opened again. */
  crashAndReopen(): void {
    this.life++;
    this.writes = 0;
    this.sessions++;
    const session = `s${this.sessions}`;
    const decision = decideOpening(this.draft, this.server);
    const now = this.now;
    if (decision.kind === 'server') this.draft = null;
    this.state =
      decision.kind === 'server'
        ? startSession({ session, base: this.server, now })
        : startSession({ session, base: decision.base, draft: decision.draft, conflict: decision.kind === 'conflict' ? decision.current : undefined, now });
    this.canvas = this.state.xml;
    if (this.canvas === this.server.xml) this.seen.add(this.canvas);
    this.input({ type: 'tick' });
  }

  /** Lets virtual time pass, ticking whenever the machine asked to be woken. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let guard = 0; ; guard++) {
      if (guard > 20_000) throw new Error(`the machine spins at ${this.now}`);
      const wake = wakeAt(this.state) ?? Infinity;
      const event = this.queue.reduce<(typeof this.queue)[number] | null>((first, next) => (first && first.at <= next.at ? first : next), null);
      const next = Math.min(wake, event?.at ?? Infinity);
      if (next > until) break;
      this.now = Math.max(this.now, next);
      if (event && event.at <= wake) {
        this.queue.splice(this.queue.indexOf(event), 1);
        if (event.life === this.life) event.run();
      } else this.input({ type: 'tick' });
    }
    this.now = until;
  }

  /** Good weather, signed in, until everything is acknowledged. A conflict is settled by overwriting. */
  settle(): void {
    this.faults = [];
    this.signedIn = true;
    for (let round = 0; round < 20; round++) {
      this.input({ type: 'online' });
      this.input({ type: 'signed-in' });
      this.decide();
      this.pass(60_000);
      if (!isDirty(this.state) && this.state.hold === null) return;
    }
  }

  /** A person answers what is asked: clashes one by one, the rest by overwriting. */
  decide(choose: (clash: MergeClash) => MergeSide = () => 'mine'): void {
    const { hold } = this.state;
    if (hold?.kind === 'loss') this.input({ type: 'loss-accepted' });
    if (hold?.kind !== 'conflict') return;
    if (hold.reason.kind !== 'clashes') return this.input({ type: 'overwrite' });
    this.input({ type: 'resolved', choices: Object.fromEntries(hold.reason.clashes.map((clash) => [clash.id, choose(clash)])) });
  }

  /** Draws on top of what the person sees: one property gets a value. */
  draw(property: string, value: string | number): void {
    this.edit(withProperty(this.canvas, property, value));
  }

  /** Somebody else does the same with what the server holds, and saves. */
  drawElsewhere(property: string, value: string | number): void {
    this.changeElsewhere({ xml: withProperty(this.server.xml, property, value) });
  }

  /** Everything the server will never forget: what it holds now, and every named version. */
  get kept(): string[] {
    return [this.server.xml, ...[...this.named.keys()].flatMap((version) => this.versions.get(version) ?? [])];
  }

  private later(ms: number, run: () => void): void {
    this.queue.push({ at: this.now + ms, life: this.life, run });
  }

  private run(effect: SaveEffect): void {
    this.log.push(effect.type);
    switch (effect.type) {
      case 'capture': {
        const xml = this.canvas;
        const { lost } = this;
        return this.later(20, () => this.input({ type: 'captured', revision: effect.revision, xml, lost }));
      }
      case 'keep':
        if (this.isDeviceBroken) return this.later(10, () => this.input({ type: 'keep-failed', revision: effect.draft.revision }));
        return this.later(10, () => {
          this.draft = effect.draft;
          this.input({ type: 'kept', revision: effect.draft.revision });
        });
      case 'drop-draft':
        return this.later(10, () => {
          if (this.draft && this.draft.revision <= effect.revision) this.draft = null;
        });
      case 'put':
        this.puts.push({ at: this.now, body: effect.body, key: effect.key, ifMatch: effect.ifMatch, hidden: this.state.hidden });
        return this.put(effect);
      case 'fetch-current': {
        const fault = this.faults.shift() ?? 'none';
        const failed = fault === 'request-lost' || fault === 'answer-lost' || fault === 'unavailable';
        return this.later(80, () => this.input({ type: 'current', answer: failed ? { kind: 'unreachable' } : { kind: 'document', document: this.server } }));
      }
      case 'merge': {
        const { revision, since, sent } = effect;
        const landed = [...this.versions].findLast(([version, xml]) => version > since && sent.includes(xml));
        const input = { ...effect.input, ...(landed && { base: landed[1] }) };
        const answer = this.isMergeBroken ? ({ kind: 'failed', reason: 'broken' } as const) : ({ kind: 'merged', result: { ...mergeWords(input), ...(landed && { base: landed[0] }) } } as const);
        this.seen.add(input.theirs); // what they changed is in the result, or a person decides
        return this.later(50, () => this.input({ type: 'merged', revision, answer }));
      }
      case 'name-version':
        return this.name(effect);
      case 'show':
        this.canvas = effect.document.xml;
        this.seen.add(effect.document.xml);
        return;
      case 'announce':
        return;
    }
  }

  private name({ version, message }: Extract<SaveEffect, { type: 'name-version' }>): void {
    const fault = this.faults.shift() ?? 'none';
    if (!this.signedIn) return this.later(30, () => this.input({ type: 'named', answer: { kind: 'signed-out' } }));
    if (fault === 'request-lost' || fault === 'unavailable') return this.later(30, () => this.input({ type: 'named', answer: { kind: 'unreachable' } }));
    if (fault === 'refused') return this.later(30, () => this.input({ type: 'named', answer: { kind: 'refused', reason: 'There is no such version' } }));
    if (fault === 'forbidden' || fault === 'gone') return this.later(30, () => this.input({ type: 'named', answer: { kind: fault } }));
    this.named.set(version, message);
    this.later(30, () => this.input({ type: 'named', answer: fault === 'answer-lost' ? { kind: 'unreachable' } : { kind: 'named' } }));
  }

  private put({ key, ifMatch, body }: Extract<SaveEffect, { type: 'put' }>): void {
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'signed-out') this.signedIn = false;
    const answer = (ms: number, what: Saved | Failure) => this.later(ms, () => this.input({ type: 'answered', key, answer: what }));
    if (!this.signedIn) return answer(30, { kind: 'signed-out' });
    if (fault === 'request-lost') return answer(900, { kind: 'unreachable' });
    if (fault === 'unavailable') return answer(30, { kind: 'unavailable', retryAfterMs: 1000 });
    if (fault === 'in-flight') return answer(30, { kind: 'unavailable', retryAfterMs: 500 });
    if (fault === 'limited') return answer(30, { kind: 'limited', retryAfterMs: 5000 });
    if (fault === 'refused') return answer(30, { kind: 'refused', reason: 'not good' });
    if (fault === 'forbidden' || fault === 'gone') return answer(30, { kind: fault });
    const result = this.accept(key, ifMatch, body);
    answer(fault === 'slow' ? 5000 : 60, fault === 'answer-lost' ? { kind: 'unreachable' } : result);
  }

  private accept(key: string, ifMatch: number, body: SaveBody): Saved | Failure {
    const text = JSON.stringify(body);
    const known = this.answers.get(key);
    if (known) return known.body === text ? known.saved : { kind: 'key-reused' };
    if (ifMatch !== this.server.version) return { kind: 'conflict' };
    if (body.bpmnXml !== undefined) {
      if (!this.seen.has(this.server.xml)) this.trampled.push(this.server.xml);
      this.seen.add(body.bpmnXml);
    }
    const isSame = (body.bpmnXml ?? this.server.xml) === this.server.xml && (body.title ?? this.server.title) === this.server.title;
    this.server = { ...this.server, xml: body.bpmnXml ?? this.server.xml, title: body.title ?? this.server.title, version: this.server.version + (isSame ? 0 : 1) };
    this.versions.set(this.server.version, this.server.xml);
    if (body.message !== undefined) this.named.set(this.server.version, body.message);
    const saved: Saved = { kind: 'saved', version: this.server.version, title: this.server.title, updatedAt: null, updatedBy: null };
    this.answers.set(key, { body: text, saved });
    return saved;
  }
}
