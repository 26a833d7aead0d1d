import { openLive } from '@bpmn-studio/contracts';
import { call } from '../../../api/client.js';
import { asOwner } from '../page/as-owner.js';
import type { Owner } from '../save/device-store.js';

/** What lets somebody into a live document, once, and what they may do there. */
export interface LiveTicket {
  readonly ticket: string;
  readonly right: 'write' | 'read';
}

/** Asks for a ticket; null where the server does not edit live. @throws what the API client throws */
export async function ticketFor(owner: Owner, signal?: AbortSignal): Promise<LiveTicket | null> {
  const { diagramId, userId } = owner;
  const { data } = await asOwner(owner, () => call(openLive, { params: { id: diagramId }, headers: { 'x-user-id': userId } }, { quiet: true, signal }));
  return data.ticket === null ? null : { ticket: data.ticket, right: data.right };
}
