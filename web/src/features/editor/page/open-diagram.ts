import { getDiagram, type Diagram } from '@bpmn-studio/contracts';
import { ApiError, call, isProblem, OfflineError } from '../../../api/client.js';
import { apiErrorFrom } from '../../../api/problem.js';
import { uniqueKey } from '../../../lib/unique-key.js';
import { steadyNow } from '../save/clock.js';
import { dropDraft, keepCopy, rememberDocument, rememberedDocument, type Draft, type Owner } from '../save/device-store.js';
import { decideOpening } from '../save/open-decision.js';
import { startSession, type SaveState, type Stored } from '../save/save-state.js';
import { takeOverDraft } from '../save/take-over-draft.js';
import { within } from '../save/within.js';

/** Longer than a busy device needs to find a draft; a broken one never answers. */
const DEVICE_LIMIT_MS = 8_000;

/** What is worth saying about how a diagram was opened. */
export type OpeningNote = 'restored' | 'from-device' | 'put-aside' | null;

export interface Opened {
  readonly state: SaveState;
  readonly workspaceId: string | null;
  readonly note: OpeningNote;
}

/** The server's document in the shape saving works with. */
function storedFrom(diagram: Diagram, { userId }: Owner): Stored {
  return { byMe: diagram.updatedBy?.id === userId, version: diagram.version, title: diagram.title, xml: diagram.bpmnXml, updatedAt: diagram.updatedAt, updatedBy: diagram.updatedBy?.name ?? null };
}

/** Reads a diagram as the server holds it now. */
export async function readDiagram(owner: Owner, signal?: AbortSignal): Promise<{ stored: Stored; workspaceId: string }> {
  const { data } = await call(getDiagram, { params: { id: owner.diagramId } }, { signal });
  if (typeof (data as Partial<Diagram> | undefined)?.bpmnXml !== 'string') throw apiErrorFrom(502, '', new Headers()); // as `putDiagram`
  return { stored: storedFrom(data, owner), workspaceId: data.workspaceId };
}

/**
 * Opens a diagram: the server's document, with the work of an earlier session put back on top of it.
 * Without a network, or when the diagram is gone, what this device holds is opened.
 * @throws ApiError or OfflineError when there is nothing to show
 */
export async function openDiagram(owner: Owner, session: string, signal: AbortSignal): Promise<Opened> {
  const [taken, answer] = await Promise.all([draftOrNull(owner, session), readDiagram(owner, signal).catch((error: unknown) => ({ error }))]);
  const opened = await openWith(owner, session, taken?.draft ?? null, answer);
  return taken?.hasOthers ? { ...opened, note: 'put-aside' } : opened;
}

async function openWith(owner: Owner, session: string, draft: Draft | null, answer: Awaited<ReturnType<typeof readDiagram>> | { readonly error: unknown }): Promise<Opened> {
  const now = steadyNow();
  if ('error' in answer) return openFromDevice(owner, session, draft, answer.error);

  const { stored, workspaceId } = answer;
  rememberDocument({ ...owner, workspaceId, at: Date.now(), document: stored }).catch((error: unknown) => console.warn('The document could not be remembered', error));
  const decision = decideOpening(draft, stored);
  if (decision.kind === 'server') {
    if (draft) await dropDraft(session, draft.revision);
    return { state: startSession({ session, base: stored, now }), workspaceId, note: null };
  }
  const conflict = decision.kind === 'conflict' ? decision.current : undefined;
  return { state: startSession({ session, base: decision.base, draft: decision.draft, conflict, now }), workspaceId, note: 'restored' };
}

async function openFromDevice(owner: Owner, session: string, draft: Draft | null, error: unknown): Promise<Opened> {
  const now = steadyNow();
  if (isProblem(error, 'diagram.not_found', 'diagram.deleted') && draft) {
    const state = startSession({ session, base: draft.base, draft, now });
    return { state: { ...state, hold: { kind: 'gone' } }, workspaceId: null, note: null };
  }
  const isOutOfReach = error instanceof OfflineError || (error instanceof ApiError && error.status >= 500);
  if (!isOutOfReach) throw error;
  const remembered = await rememberedDocument(owner).catch((failure: unknown) => void console.warn('The remembered document could not be read', failure));
  const base = draft?.base ?? remembered?.document;
  if (!base) throw error;
  const state = startSession({ session, base, ...(draft && { draft }), unchecked: true, now });
  return { state, workspaceId: remembered?.workspaceId ?? null, note: 'from-device' };
}

/**
 * A browser without storage, or with one that never answers, still opens diagrams; the toolbar tells that it keeps no
 * copy once there is one to keep. A draft that comes too late is put aside, so that this session's own cannot replace it.
 */
async function draftOrNull(owner: Owner, session: string): ReturnType<typeof takeOverDraft> {
  const taken = takeOverDraft(owner, session);
  try {
    return await within(DEVICE_LIMIT_MS, taken);
  } catch (error) {
    console.warn('This browser keeps no drafts', error);
    const putAside = async (late: Awaited<typeof taken>) => late && keepCopy({ ...owner, id: uniqueKey(), title: late.draft.title, xml: late.draft.xml, at: late.draft.at });
    taken.then(putAside).catch((failure: unknown) => console.warn('A draft that came late could not be put aside', failure));
    return null;
  }
}
