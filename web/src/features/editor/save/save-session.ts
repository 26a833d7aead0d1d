import { onAnswer, onCurrent, onNamed, replaceWith } from './save-answers.js';
import { acceptLoss, askAboutLoss } from './save-losses.js';
import { askForMerge, canMerge, mergedTitle, onMerged, onResolved, undoMergeWhenStill } from './save-merging.js';
import { draftOf, isDirty, keepAnew, ownXml, TIMES, type Attempt, type SaveBody, type SaveEffect, type SaveInput, type SaveState, type Step } from './save-state.js';
import { captureAt, isUrgent, keepAt, retryDelay, sendAt } from './save-timing.js';

/**
 * Moves the saving of one open diagram on by one input. Pure: time comes in, effects go out as data.
 * The promise it keeps: the newest edit is on the server, or on the device, or on its way to the device within a second.
 */
export function step(state: SaveState, input: SaveInput, now: number): Step {
  const { state: next, effects } = undoMergeWhenStill(react(state, input, now), now);
  return advance(next, effects, now);
}

function react(state: SaveState, input: SaveInput, now: number): Step {
  switch (input.type) {
    case 'edited':
      return only({ ...edit(state, now), captureAt: state.captureAt ?? now + TIMES.capture, captureProblem: null });
    case 'shared':
      return only(input.xml === null ? { ...state, isShared: false } : { ...state, isShared: true, xml: input.xml });
    case 'renamed':
      return only(rename(state, input.title, now));
    case 'captured':
      return only(capture(state, input, now));
    case 'capture-failed':
      return only(input.revision > state.captured ? { ...state, capturing: false, captureAt: null, captureProblem: input.reason } : state);
    case 'kept':
      return only({ ...state, kept: Math.max(state.kept, input.revision), keepFailures: 0, keepAgainAt: null });
    case 'keep-failed':
      return only(input.revision > state.kept ? keepLater(state, now) : state);
    case 'device-forgot':
      return only({ ...state, kept: state.acknowledged, keepAsked: state.acknowledged });
    case 'save-requested':
      return only(request(writeAgain(resume(state), now), input.message));
    case 'answered':
      return onAnswer(state, input.key, input.answer, now);
    case 'current':
      return onCurrent(state, input.answer, now);
    case 'changed-elsewhere':
      return hintOfChange(state, input.version);
    case 'merged':
      return onMerged(state, input, now);
    case 'chosen':
      return only(state.hold?.kind === 'conflict' ? keepAnew({ ...state, chosen: { version: state.hold.current.version, choices: input.choices } }) : state);
    case 'resolved':
      return only(onResolved(state, input.choices));
    case 'merge-undone':
      return only({ ...state, undoAsked: state.lastMerge?.revision ?? null });
    case 'named':
      return onNamed(state, input.answer, now);
    case 'loss-accepted':
      return only(acceptLoss(state));
    case 'overwrite':
      return only(overwrite(state));
    case 'replaced':
      return replaceWith(state, input.document);
    case 'copied':
      return { state: { ...state, acknowledged: Math.max(state.acknowledged, input.revision), message: null, asides: [] }, effects: [{ type: 'drop-draft', revision: input.revision }] };
    case 'hidden':
      return only(hide(state, now));
    case 'visible':
      return only(keepNow({ ...state, hidden: false }, now));
    case 'offline':
      return only({ ...state, online: false, waiting: state.waiting ?? 'unreachable', notBefore: Math.max(state.notBefore, now + TIMES.longestRetry) });
    case 'online':
      return only({ ...resume(state), online: true });
    case 'signed-in':
      return only(state.hold?.kind === 'signed-out' ? resume(state) : state);
    case 'tick':
      return only(state);
  }
}

const only = (state: SaveState): Step => ({ state, effects: [] });

function edit(state: SaveState, now: number): SaveState {
  const first = isDirty(state) ? state.firstEditAt : now;
  return { ...state, revision: state.revision + 1, firstEditAt: first, lastEditAt: now, hold: state.hold?.kind === 'refused' ? null : state.hold };
}

/** The page may end: what was drawn after the writing down that is under way does not wait for it. */
function hide(state: SaveState, now: number): SaveState {
  const isBehind = state.captured < state.revision && state.captureProblem === null;
  return keepNow({ ...state, hidden: true, ...(isBehind && { capturing: false, captureAt: now }) }, now);
}

/** The browser kept nothing: a full disk may have room again, so it is asked again, less and less often. */
function keepLater(state: SaveState, now: number): SaveState {
  const keepFailures = state.keepFailures + 1;
  return { ...state, keepFailures, keepAgainAt: now + retryDelay(state.session, keepFailures) };
}

/** The page goes, or somebody is back: what the browser would not keep is tried without the pause. */
function keepNow(state: SaveState, now: number): SaveState {
  return state.keepAgainAt === null ? state : { ...state, keepAgainAt: now };
}

/** A title needs no writing down, so it counts as captured unless the drawing has edits that do. */
function rename(state: SaveState, title: string, now: number): SaveState {
  if (title === state.title) return state;
  const edited = edit(state, now);
  if (state.captured < state.revision) return { ...edited, title };
  return { ...edited, title, captured: edited.revision };
}

function capture(state: SaveState, { revision, xml, lost = [] }: Extract<SaveInput, { type: 'captured' }>, now: number): SaveState {
  if (revision <= state.captured) return state;
  return { ...state, xml, lost, captured: revision, capturing: false, captureProblem: null, captureAt: state.revision > revision ? now + TIMES.capture : null };
}

/** Tries again at once, unless the server told us to wait. What was deleted may be back from the trash: that is asked first. */
function resume(state: SaveState): SaveState {
  const kind = state.hold?.kind;
  const isOver = kind === 'refused' || kind === 'forbidden' || kind === 'signed-out';
  const hold = kind === 'gone' ? ({ kind: 'checking', flying: false } as const) : isOver ? null : state.hold;
  return state.waiting === 'limited' ? { ...state, hold } : { ...state, hold, notBefore: 0, waiting: null };
}

function request(state: SaveState, message: string | undefined): SaveState {
  const wanted = { ...state, wanted: state.revision };
  return message === undefined ? wanted : keepAnew({ ...wanted, message });
}

/** What could not be written down is tried once more. */
function writeAgain(state: SaveState, now: number): SaveState {
  return state.captureProblem === null ? state : { ...state, captureProblem: null, captureAt: now };
}

function hintOfChange(state: SaveState, version: number): Step {
  if (version <= state.base.version || state.attempt?.flying) return only(state);
  if (state.naming || state.hold?.kind === 'merging') return only(state);
  if (state.hold?.kind === 'conflict') return { state, effects: version > state.hold.current.version ? [{ type: 'fetch-current' }] : [] };
  if (state.hold !== null) return only(state);
  return { state: { ...state, hold: { kind: 'checking', flying: true } }, effects: [{ type: 'fetch-current' }] };
}

/** Mine wins, knowingly: theirs stays under a name. A title I did not touch stays theirs. */
function overwrite(state: SaveState): SaveState {
  if (state.hold?.kind !== 'conflict') return state;
  const { current } = state.hold;
  const title = mergedTitle(state.base.title, state.title, current.title) ?? state.title;
  const aside = { kind: 'name', version: current.version, message: `Before it was overwritten: the version of ${current.updatedBy ?? 'somebody else'}` } as const;
  return { ...state, base: current, title, hold: null, attempt: null, wanted: state.revision, keepAsked: state.acknowledged, asides: [...state.asides, aside] };
}

/** Does all that is due now: write down, keep on the device, look again, send. */
function advance(before: SaveState, first: readonly SaveEffect[], now: number): Step {
  const effects: SaveEffect[] = [...first];
  let state = askAboutLoss(before);
  if (isBackAtBase(state)) {
    state = { ...state, acknowledged: state.revision };
    effects.push({ type: 'drop-draft', revision: state.revision });
  }
  const due = captureAt(state);
  if (due !== null && (now >= due || isUrgent(state))) {
    state = { ...state, capturing: true, captureAt: null };
    effects.push({ type: 'capture', revision: state.revision });
  }
  const keepDue = keepAt(state);
  if (keepDue !== null && now >= keepDue) {
    effects.push({ type: 'keep', draft: draftOf(state) });
    state = { ...state, keepAsked: state.captured, keepAgainAt: null };
  }
  if (state.hold?.kind === 'checking' && !state.hold.flying && now >= state.notBefore) {
    state = { ...state, hold: { kind: 'checking', flying: true } };
    effects.push({ type: 'fetch-current' });
  }
  if (canMerge(state, now)) {
    const asked = askForMerge(state);
    return { state: asked.state, effects: [...effects, ...asked.effects] };
  }
  const at = sendAt(state);
  return at !== null && now >= at ? send(state, effects, now) : { state, effects };
}

/** Edited and edited back: there is nothing to send, provided that no try is in doubt. */
function isBackAtBase(state: SaveState): boolean {
  const settled = state.attempt === null && state.hold === null && state.asides.length === 0 && state.captured === state.revision;
  return settled && state.revision > state.acknowledged && Object.keys(bodyOf(state)).length === 0;
}

function send(state: SaveState, effects: readonly SaveEffect[], now: number): Step {
  const first = state.attempt?.uncertain ? undefined : state.asides[0];
  if (first?.kind === 'name') return { state: { ...state, naming: true, lastSentAt: now }, effects: [...effects, { type: 'name-version', version: first.version, message: first.message }] };
  const attempt = state.attempt?.uncertain ? state.attempt : compose(state);
  if (attempt === null) {
    const revision = Math.max(state.acknowledged, state.captured);
    return { state: { ...state, acknowledged: revision, attempt: null }, effects: [...effects, { type: 'drop-draft', revision }] };
  }
  const attempts = attempt === state.attempt ? state.attempts : state.attempts + 1;
  const { key, ifMatch, body } = attempt;
  return {
    state: { ...state, attempts, attempt: { ...attempt, flying: true }, lastSentAt: now },
    effects: [...effects, { type: 'put', key, ifMatch, body }],
  };
}

/** A new PUT, or the waiting one when it would be the very same. */
function compose(state: SaveState): Attempt | null {
  const first = state.asides[0];
  const aside = first?.kind === 'save';
  const body = aside ? { bpmnXml: first.xml, message: first.message } : bodyOf(state);
  if (Object.keys(body).length === 0) return null;
  const old = state.attempt;
  const same = old?.ifMatch === state.base.version && old.body.bpmnXml === body.bpmnXml && old.body.title === body.title && old.body.message === body.message;
  if (old && same) return old;
  return { key: `${state.session}-${state.attempts + 1}`, ifMatch: state.base.version, body, revision: aside ? state.acknowledged : state.captured, flying: false, uncertain: false, aside };
}

function bodyOf(state: SaveState): SaveBody {
  const { title, base, message } = state;
  const xml = ownXml(state);
  return { ...(xml !== base.xml && { bpmnXml: xml }), ...(title !== base.title && { title }), ...(message !== null && { message }) };
}
