import type { LostPart, MergeClash, MergeInput, MergeResult, MergeSide } from '@bpmn-studio/bpmn';

/**
 * The times that bound saving, in milliseconds.
 * The server takes 10 saves a minute from one person by default: 7 s between autosaves leave room for Ctrl+S.
 */
export const TIMES = {
  /** From an edit until it is written down as BPMN and put on the device. */
  capture: 500,
  /** Quiet time after the last edit before an autosave. */
  debounce: 2_000,
  /** Longest wait for an autosave while the edits never stop. */
  longest: 10_000,
  betweenAutosaves: 7_000,
  firstRetry: 1_000,
  longestRetry: 30_000,
  longestLimit: 600_000,
} as const;

/** Merges in a row without a save that went through: beyond this, somebody has to look. */
export const MOST_MERGES = 8;

/** A document as the server holds it. */
export interface Stored {
  readonly version: number;
  readonly title: string;
  readonly xml: string;
  readonly updatedAt: string | null;
  readonly updatedBy: string | null;
  /** Saved by the same person, in another tab or on another device. */
  readonly byMe?: boolean;
}

/** What a PUT carries: only what differs from the version it is based on. */
export interface SaveBody {
  readonly bpmnXml?: string;
  readonly title?: string;
  readonly message?: string;
}

/** One PUT with all its tries. The key stays the same as long as the body does. */
export interface Attempt {
  readonly key: string;
  readonly ifMatch: number;
  readonly body: SaveBody;
  /** The edit this body holds everything up to. */
  readonly revision: number;
  readonly flying: boolean;
  /** A try may have reached the server although its answer never reached us: only the same body again can tell. */
  readonly uncertain: boolean;
  /** Saves something for keeping first; the newest work follows it. */
  readonly aside: boolean;
}

/** What has to be kept under a name on the server before the newest work replaces it. */
export type Aside =
  | { readonly kind: 'name'; readonly version: number; readonly message: string }
  | { readonly kind: 'save'; readonly xml: string; readonly message: string };

/** What a person chose, by the id of the clash. */
export type Choices = Readonly<Record<string, MergeSide>>;

export interface Chosen {
  readonly version: number;
  readonly choices: Choices;
}

/** Why the two sides could not be put together without a person. */
export type ConflictReason =
  | { readonly kind: 'clashes'; readonly clashes: readonly MergeClash[]; /** The edit they were found at. */ readonly revision: number }
  | { readonly kind: 'unrelated' }
  | { readonly kind: 'countless' }
  | { readonly kind: 'contended' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Both sides put together. */
export interface Combined extends MergeResult {
  /** The version both came from, where that is a newer one than the last that was acknowledged. */
  readonly base?: number;
}

/** A merge that went through, for telling about it and for taking it back. */
export interface Merged {
  readonly theirs: Stored;
  /** The version both came from. */
  readonly base: number;
  /** Mine, as it was before. */
  readonly mine: { readonly xml: string; readonly title: string };
  readonly text: string;
  /** The edit that put it on the canvas. */
  readonly revision: number;
}

/** Why nothing is sent at the moment. */
export type Hold =
  | { readonly kind: 'checking'; readonly flying: boolean }
  /** `asked`: the edit that is being merged; null until it can be. */
  | { readonly kind: 'merging'; readonly current: Stored; readonly choices: Choices; readonly asked: number | null }
  | { readonly kind: 'conflict'; readonly current: Stored; readonly reason: ConflictReason }
  /** Saving would lose pieces of the document for good. */
  | { readonly kind: 'loss' }
  | { readonly kind: 'gone' }
  /** The person may only look at the diagram now. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface SaveState {
  readonly session: string;
  /** What the server acknowledged last. */
  readonly base: Stored;
  readonly xml: string;
  readonly title: string;
  /** The drawing is edited together with others: it gets to the server without being saved here, and only the title is. */
  readonly isShared: boolean;
  /** Counts edits. The next ones say up to which edit things came. */
  readonly revision: number;
  /** Written down as BPMN: `xml` and `title` hold this edit. */
  readonly captured: number;
  readonly keepAsked: number;
  /** On the device. */
  readonly kept: number;
  /** On the server. */
  readonly acknowledged: number;
  readonly capturing: boolean;
  readonly captureAt: number | null;
  readonly captureProblem: string | null;
  /** Pieces of the document that `xml` no longer holds although nobody deleted them. */
  readonly lost: readonly LostPart[];
  /** Those a person agreed to lose. */
  readonly lostKnowingly: readonly LostPart[];
  readonly firstEditAt: number;
  readonly lastEditAt: number;
  readonly attempt: Attempt | null;
  readonly attempts: number;
  /** Bodies of earlier sessions that may have reached the server without us knowing. */
  readonly sentBefore: readonly string[];
  readonly asides: readonly Aside[];
  /** A version is being named at this moment. */
  readonly naming: boolean;
  /** A version that was to be kept under a name, and that could not be. */
  readonly unnamed: { readonly message: string; readonly reason: string } | null;
  /** What a person chose so far of the clashes with this version of theirs; not decided yet. */
  readonly chosen: Chosen | null;
  /** Merges since the last save that went through. */
  readonly merges: number;
  readonly lastMerge: Merged | null;
  /** The edit of the merge that is to be taken back as soon as nothing is on its way. */
  readonly undoAsked: number | null;
  readonly hold: Hold | null;
  /** Failed tries in a row. */
  readonly failures: number;
  readonly notBefore: number;
  readonly waiting: 'limited' | 'unreachable' | 'unavailable' | null;
  readonly lastSentAt: number;
  /** The edit up to which a save was asked for: no debounce until it is acknowledged. */
  readonly wanted: number;
  /** The name the next saved version is to get. */
  readonly message: string | null;
  readonly hidden: boolean;
  readonly online: boolean;
  /** Tries in a row to keep the draft that the browser refused: while there are any, nothing may claim that it is on this device. */
  readonly keepFailures: number;
  /** When the next of these tries is due. */
  readonly keepAgainAt: number | null;
}

/** What the device keeps of unsaved work. */
export interface DraftContent {
  readonly revision: number;
  readonly base: Stored;
  readonly xml: string;
  readonly title: string;
  /** Bodies that may have reached the server without us knowing. */
  readonly sent: readonly string[];
  /** Still to be kept under a name. Drafts of earlier releases have none of these. */
  readonly asides?: readonly Aside[];
  readonly lost?: readonly LostPart[];
  /** The name the next saved version is to get. */
  readonly message?: string;
  readonly chosen?: Chosen;
}

/** A draft without what belongs to its session and its base. */
export type DraftWork = Omit<DraftContent, 'revision' | 'base'>;

/** How a PUT or a look at the server ended. */
export type Failure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unavailable'; readonly retryAfterMs: number }
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'refused'; readonly reason: string };
export type Saved = { readonly kind: 'saved'; readonly version: number; readonly title: string; readonly updatedAt: string | null; readonly updatedBy: string | null };

export type SaveInput =
  | { readonly type: 'edited' }
  | { readonly type: 'captured'; readonly revision: number; readonly xml: string; readonly lost?: readonly LostPart[] }
  | { readonly type: 'capture-failed'; readonly revision: number; readonly reason: string }
  /** What is on a drawing that is edited together with others; null: it no longer is. */
  | { readonly type: 'shared'; readonly xml: string | null }
  | { readonly type: 'renamed'; readonly title: string }
  | { readonly type: 'kept'; readonly revision: number }
  | { readonly type: 'keep-failed'; readonly revision: number }
  /** The device no longer has what it kept. */
  | { readonly type: 'device-forgot' }
  | { readonly type: 'save-requested'; readonly message?: string }
  | { readonly type: 'answered'; readonly key: string; readonly answer: Saved | Failure }
  | { readonly type: 'current'; readonly answer: { readonly kind: 'document'; readonly document: Stored } | Failure }
  | { readonly type: 'changed-elsewhere'; readonly version: number }
  | { readonly type: 'merged'; readonly revision: number; readonly answer: { readonly kind: 'merged'; readonly result: Combined } | { readonly kind: 'failed'; readonly reason: string } }
  /** A person is choosing: the choices so far. */
  | { readonly type: 'chosen'; readonly choices: Choices }
  /** A person decided: these clashes, or none to look again at where things stand. */
  | { readonly type: 'resolved'; readonly choices: Choices }
  | { readonly type: 'merge-undone' }
  | { readonly type: 'named'; readonly answer: { readonly kind: 'named' } | Failure }
  | { readonly type: 'loss-accepted' }
  | { readonly type: 'overwrite' }
  | { readonly type: 'replaced'; readonly document: Stored }
  /** Everything up to this edit is a diagram of its own now. */
  | { readonly type: 'copied'; readonly revision: number }
  | { readonly type: 'online' | 'offline' | 'hidden' | 'visible' | 'signed-in' | 'tick' };

export type SaveEffect =
  | { readonly type: 'capture'; readonly revision: number }
  | { readonly type: 'keep'; readonly draft: DraftContent }
  | { readonly type: 'drop-draft'; readonly revision: number }
  | { readonly type: 'put'; readonly key: string; readonly ifMatch: number; readonly body: SaveBody }
  | { readonly type: 'name-version'; readonly version: number; readonly message: string }
  | { readonly type: 'fetch-current' }
  /** `sent`: documents of mine that may have been saved without us knowing; the newest that was is the true base. */
  | { readonly type: 'merge'; readonly revision: number; readonly input: MergeInput; readonly since: number; readonly sent: readonly string[] }
  | { readonly type: 'show'; readonly document: Stored }
  | { readonly type: 'announce'; readonly version: number };

export interface Step {
  readonly state: SaveState;
  readonly effects: readonly SaveEffect[];
}

export interface SessionStart {
  readonly session: string;
  readonly base: Stored;
  /** Work of an earlier session that the server has not acknowledged. */
  readonly draft?: DraftWork;
  readonly conflict?: Stored;
  /** Opened from the device: the server has to be asked before anything is sent. */
  readonly unchecked?: boolean;
  readonly now: number;
}

/** The state right after a document was opened. Nothing is sent unless a draft was brought back. */
export function startSession({ session, base, draft, conflict, unchecked = false, now }: SessionStart): SaveState {
  const revision = draft ? 1 : 0;
  return {
    session, base, xml: draft?.xml ?? base.xml, title: draft?.title ?? base.title, isShared: false,
    revision, captured: revision, keepAsked: 0, kept: 0, acknowledged: 0,
    capturing: false, captureAt: null, captureProblem: null, lost: draft?.lost ?? [], lostKnowingly: [], firstEditAt: now, lastEditAt: now,
    attempt: null, attempts: 0, sentBefore: draft ? lastOf([...draft.sent, draft.xml]) : [],
    asides: draft?.asides ?? [], naming: false, unnamed: null, chosen: draft?.chosen ?? null, merges: 0, lastMerge: null, undoAsked: null,
    hold: conflict ? { kind: 'merging', current: conflict, choices: {}, asked: null } : unchecked ? { kind: 'checking', flying: false } : null,
    failures: unchecked ? 1 : 0, notBefore: unchecked ? now + TIMES.firstRetry : 0, waiting: unchecked ? 'unreachable' : null,
    lastSentAt: Number.NEGATIVE_INFINITY, wanted: 0, message: draft?.message ?? null,
    hidden: false, online: true, keepFailures: 0, keepAgainAt: null,
  };
}

/** Whether there is anything the server has not acknowledged. */
export function isDirty(state: SaveState): boolean {
  return state.revision > state.acknowledged || state.message !== null || state.asides.length > 0;
}

/** What the device has to keep of this state. */
export function draftOf(state: SaveState): DraftContent {
  const { captured: revision, base, title, asides, lost, message, chosen } = state;
  return { revision, base, xml: ownXml(state), title, sent: sentOf(state), ...(asides.length > 0 && { asides }), ...(lost.length > 0 && { lost }), ...(message !== null && { message }), ...(chosen && { chosen }) };
}

/** The drawing as it is to be saved from here: one that is shared is not. */
export const ownXml = ({ isShared, xml, base }: SaveState): string => (isShared ? base.xml : xml);

/** Something beside the drawing is new that the draft has to hold. */
export function keepAnew(state: SaveState): SaveState {
  return { ...state, keepAsked: Math.min(state.keepAsked, state.captured - 1) };
}

/** Documents of mine that may have reached the server without us knowing. */
export function sentOf({ attempt, sentBefore, asides }: SaveState): readonly string[] {
  const flying = attempt?.body.bpmnXml;
  const aside = asides.flatMap((each) => (each.kind === 'save' ? [each.xml] : []));
  return lastOf([...sentBefore, ...(flying === undefined ? [] : [flying]), ...aside]);
}

/** More than these are never in doubt at once; the bound is for the device's sake. */
const lastOf = (bodies: readonly string[]): readonly string[] => [...new Set(bodies)].slice(-4);
