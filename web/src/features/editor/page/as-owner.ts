import { getMe } from '@bpmn-studio/contracts';
import { call, isProblem } from '../../../api/client.js';
import { publishNotice } from '../../../api/notices.js';
import type { Owner } from '../save/device-store.js';
import { SignedInAsAnother } from '../save/answer-of-error.js';

/**
 * Does something for the person who opened the diagram. To somebody else, signed in meanwhile in another tab, the server
 * says that there is no such diagram: that must not be taken for a deletion.
 * @throws SignedInAsAnother, and what the work throws
 */
export async function asOwner<T>({ userId }: Owner, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isProblem(error, 'diagram.not_found')) throw error;
    const { data } = await call(getMe, {}, { anonymous: true });
    if (data.user.id === userId) throw error;
    publishNotice({ kind: 'session-expired' });
    throw new SignedInAsAnother();
  }
}
