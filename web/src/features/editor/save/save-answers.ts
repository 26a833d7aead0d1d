import { isDirty, keepAnew, ownXml, TIMES, type Aside, type Attempt, type Failure, type Saved, type SaveEffect, type SaveState, type Step, type Stored } from './save-state.js';
import { baseFor, beginMerge, mergedTitle } from './save-merging.js';
import { retryDelay } from './save-timing.js';

/** What follows from the answer to a PUT. Answers to anything but the PUT in flight are ignored. */
export function onAnswer(state: SaveState, key: string, answer: Saved | Failure, now: number): Step {
  const { attempt } = state;
  if (!attempt?.flying || attempt.key !== key) return only(state);
  if (answer.kind === 'saved') return onSaved(state, attempt, answer, now);
  const landed = { ...state, attempt: { ...attempt, flying: false } };
  switch (answer.kind) {
    case 'unreachable':
    case 'unavailable':
      return only({ ...wait(landed, answer, now), attempt: { ...attempt, flying: false, uncertain: true } });
    case 'limited':
      return only(wait(landed, answer, now));
    case 'signed-out':
      return only({ ...landed, hold: { kind: 'signed-out' } });
    case 'conflict':
      return { state: { ...landed, hold: { kind: 'checking', flying: true } }, effects: [{ type: 'fetch-current' }] };
    case 'gone':
    case 'forbidden':
      return only({ ...landed, attempt: null, hold: { kind: answer.kind } });
    case 'key-reused':
      return only({ ...wait(landed, { kind: 'unreachable' }, now), attempt: null });
    case 'refused': {
      // Newer work may be taken where this was not; what is put aside stays what it is.
      const hold = !attempt.aside && state.revision > attempt.revision ? null : ({ kind: 'refused', reason: answer.reason } as const);
      return only({ ...landed, attempt: null, message: null, hold, notBefore: now + TIMES.betweenAutosaves });
    }
  }
}

/** What follows from a look at what the server holds now. */
export function onCurrent(state: SaveState, answer: { kind: 'document'; document: Stored } | Failure, now: number): Step {
  const looking = state.hold?.kind === 'checking' || state.hold?.kind === 'conflict';
  if (!looking) return only(state);
  if (answer.kind === 'document') return onDocument({ ...state, failures: state.attempt ? state.failures : 0 }, answer.document, now);
  if (state.hold?.kind === 'conflict') return only(state);
  switch (answer.kind) {
    case 'signed-out':
      return only({ ...state, hold: { kind: 'signed-out' } });
    case 'gone':
    case 'forbidden':
      return only({ ...state, attempt: null, hold: { kind: answer.kind } });
    case 'refused':
      return only({ ...state, hold: { kind: 'refused', reason: answer.reason } });
    default:
      return only({ ...wait(state, answer, now), hold: { kind: 'checking', flying: false } });
  }
}

/** What follows from naming a version. The work goes on without the name only where there is nothing left to name, and that is told. */
export function onNamed(state: SaveState, answer: { kind: 'named' } | Failure, now: number): Step {
  if (!state.naming) return only(state);
  const landed = { ...state, naming: false };
  const [aside, ...others] = state.asides;
  const goOn = (asides: readonly Aside[], unnamed: SaveState['unnamed'] = state.unnamed) => only(keepAnew({ ...landed, asides, unnamed, failures: 0, waiting: null }));
  switch (answer.kind) {
    case 'named':
      return goOn(others);
    case 'signed-out':
    case 'gone':
    case 'forbidden':
      return only({ ...landed, hold: { kind: answer.kind } });
    case 'refused': {
      if (aside?.kind !== 'name') return goOn(others);
      const { version, message } = aside;
      const xml = [state.base, state.lastMerge?.theirs].find((known) => known?.version === version)?.xml;
      return xml === undefined ? goOn(others, { message, reason: answer.reason }) : goOn([{ kind: 'save', xml, message }, ...others]);
    }
    default:
      return only(wait(landed, answer, now));
  }
}

/** The canvas shows this document from now on; what was there before is dealt with. */
export function replaceWith(state: SaveState, document: Stored): Step {
  const revision = state.revision + 1;
  return {
    state: {
      ...state, base: document, xml: document.xml, title: document.title, message: null,
      revision, captured: revision, keepAsked: revision, kept: revision, acknowledged: revision,
      capturing: false, captureAt: null, captureProblem: null, lost: [], attempt: null, sentBefore: [], asides: [], chosen: null, merges: 0, hold: null, failures: 0, waiting: null, notBefore: 0,
    },
    effects: [{ type: 'drop-draft', revision }, { type: 'show', document }],
  };
}

function onSaved(state: SaveState, attempt: Attempt, answer: Saved, now: number): Step {
  const { body } = attempt;
  const title = state.title === state.base.title ? answer.title : state.title;
  const acknowledged = Math.max(state.acknowledged, attempt.revision);
  const next: SaveState = {
    ...state,
    base: { ...answer, xml: body.bpmnXml ?? state.base.xml },
    asides: attempt.aside ? state.asides.slice(1) : state.asides,
    merges: attempt.aside ? state.merges : 0,
    wanted: attempt.aside ? state.revision : state.wanted, // what was put aside is not what others shall see
    title,
    acknowledged,
    keepAsked: acknowledged - 1, // what is left is kept anew, with the base it has now
    message: body.message !== undefined && body.message === state.message ? null : state.message,
    attempt: null, sentBefore: [], failures: 0, waiting: null, notBefore: 0, firstEditAt: now,
  };
  const effects: SaveEffect[] = [{ type: 'announce', version: answer.version }];
  if (next.captured === acknowledged) effects.push({ type: 'drop-draft', revision: acknowledged });
  return { state: next, effects };
}

function onDocument(state: SaveState, current: Stored, now: number): Step {
  if (current.version === state.base.version) {
    const again = state.attempt ? wait(state, { kind: 'unreachable' }, now) : state;
    return only({ ...again, ...(!state.attempt && { waiting: null, notBefore: 0 }), hold: null, base: current });
  }
  if (!isDirty(state)) return replaceWith(state, current);
  const rebased: SaveState = {
    ...state, base: current, attempt: null, hold: null, failures: 0, notBefore: 0, waiting: null, keepAsked: state.acknowledged, wanted: state.revision,
    title: mergedTitle(baseFor(state, current).title, state.title, current.title) ?? state.title,
  };
  const isTitleOpen = mergedTitle(baseFor(state, current).title, state.title, current.title) === null;
  const isOwnSave = current.xml === state.attempt?.body.bpmnXml || state.sentBefore.includes(current.xml);
  const isSame = current.xml === state.base.xml || current.xml === state.xml;
  if ((isOwnSave || isSame) && !isTitleOpen) return only(rebased);
  const isDrawingMine = ownXml(state) !== state.base.xml || state.revision > state.captured;
  if (!isDrawingMine && !isTitleOpen) return { state: { ...rebased, ...nameMeant(state), xml: current.xml }, effects: [{ type: 'show', document: current }] };
  return only(beginMerge(state, current));
}

/** A name was meant for the drawing it was given to, not for what others made of it. */
function nameMeant({ message, base, asides }: SaveState): Pick<SaveState, 'message' | 'asides'> {
  return { message: null, asides: message === null ? asides : [...asides, { kind: 'name', version: base.version, message }] };
}

function wait(state: SaveState, failure: Failure, now: number): SaveState {
  const failures = state.failures + 1;
  const delay = retryDelay(state.session, failures);
  if (failure.kind === 'limited') {
    return { ...state, failures, waiting: 'limited', notBefore: now + Math.min(Math.max(TIMES.firstRetry, failure.retryAfterMs), TIMES.longestLimit) };
  }
  const asked = failure.kind === 'unavailable' ? Math.min(failure.retryAfterMs, TIMES.longestRetry) : 0;
  return { ...state, failures, waiting: failure.kind === 'unavailable' ? 'unavailable' : 'unreachable', notBefore: now + Math.max(delay, asked) };
}

const only = (state: SaveState): Step => ({ state, effects: [] });
