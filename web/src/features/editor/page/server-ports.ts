import { createDiagram, getVersion, listVersions, nameVersion, saveDiagram } from '@bpmn-studio/contracts';
import { call, isProblem } from '../../../api/client.js';
import { apiErrorFrom } from '../../../api/problem.js';
import { safeText } from '../../../lib/safe-text.js';
import type { Owner } from '../save/device-store.js';
import type { Saved, SaveEffect } from '../save/save-state.js';

/** The browser lets a request outlive the page only when its body is small (64 KiB for all such requests together). */
const OUTLIVING_BYTES = 60_000;

/** Sends one save of its owner: nobody else may be taken for its author. @throws what the API client throws */
export async function putDiagram({ diagramId, userId }: Owner, { key, ifMatch, body }: Extract<SaveEffect, { type: 'put' }>, leaving: boolean): Promise<Saved> {
  const keepalive = leaving && isSmall(body.bpmnXml ?? '');
  const { data } = await call(
    saveDiagram,
    { params: { id: diagramId }, headers: { 'if-match': `"${ifMatch}"`, 'idempotency-key': key, 'x-user-id': userId }, body },
    { quiet: true, keepalive },
  );
  // Something in between said yes: nothing was saved by that.
  if (!Number.isInteger((data as Partial<typeof data> | undefined)?.version)) throw apiErrorFrom(502, '', new Headers());
  return { kind: 'saved', version: data.version, title: data.title, updatedAt: data.updatedAt, updatedBy: data.updatedBy?.name ?? null };
}

/** Gives a version a name, so that it is kept for ever; a name somebody gave it stays. @throws what the API client throws */
export async function keepVersion({ diagramId, userId }: Owner, version: number, message: string): Promise<void> {
  const params = { id: diagramId, version };
  const { data } = await call(getVersion, { params });
  if (data.message === null) await call(nameVersion, { params, headers: { 'x-user-id': userId }, body: { message } }, { quiet: true });
}

/**
 * The newest of these documents that the server took as a version after `since`: a save of ours whose answer was lost, and on
 * which somebody else went on, with its version. Null when there is none. @throws what the API client throws
 */
export async function newestOf(diagramId: string, sent: readonly string[], since: number): Promise<{ readonly version: number; readonly xml: string } | null> {
  if (sent.length === 0) return null;
  const sizes = new Map(sent.map((xml) => [new TextEncoder().encode(xml).length, xml]));
  const { data } = await call(listVersions, { params: { id: diagramId }, query: { limit: 20 } }, { quiet: true });
  for (const { version, sizeBytes } of data.items) {
    if (version <= since || !sizes.has(sizeBytes)) continue;
    const { data: found } = await call(getVersion, { params: { id: diagramId, version } }, { quiet: true });
    if (sent.includes(found.bpmnXml)) return { version, xml: found.bpmnXml };
  }
  return null;
}

/**
 * Creates a diagram that holds work from here, and returns its id: beside the one it comes from, or in the person's own
 * workspace where nothing may be put there. The key makes a second try safe.
 */
export async function createCopy(copy: { userId: string; title: string; xml: string; workspaceId: string | null; key: string }): Promise<string> {
  const { userId, title, xml, workspaceId, key } = copy;
  try {
    const { data } = await call(createDiagram, {
      headers: { 'idempotency-key': key, 'x-user-id': userId },
      body: { title, bpmnXml: xml, ...(workspaceId !== null && { workspaceId }) },
    });
    return data.id;
  } catch (error) {
    if (workspaceId === null || !isProblem(error, 'auth.forbidden', 'workspace.not_found')) throw error;
    return createCopy({ ...copy, workspaceId: null, key: `${key}-own` });
  }
}

/** The title of a copy, within what the server takes. */
export function copyTitle(title: string): string {
  const mark = ' (my copy)';
  return safeText(title.slice(0, 200 - mark.length)) + mark; // the cut may go through a letter
}

function isSmall(text: string): boolean {
  return text.length < OUTLIVING_BYTES && new TextEncoder().encode(JSON.stringify(text)).length < OUTLIVING_BYTES;
}
