import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { isProblem, messageOf } from '../api/client.js';
import { signOut as endSession } from '../features/auth/auth-client.js';
import { whenAllClosed } from '../features/editor/save/closing-editors.js';
import { forgetImports } from '../features/imports/import-run.js';
import { useAtRest } from '../lib/use-at-rest.js';
import { fetchedPart } from '../ui/fetched-part.js';

const UnsavedWorkDialog = fetchedPart(async () => (await import('./unsaved-work-dialog.js')).UnsavedWorkDialog);
const LATER = [UnsavedWorkDialog];
const deviceStore = () => import('../features/editor/save/device-store.js');

/**
 * The way out. What the server holds as well is removed from this device; work that is only here stays, since nobody
 * else has it, and the person is told before leaving: by `question`, which is drawn wherever it was asked from.
 */
export function useSignOut(userId: string): { readonly signOut: () => Promise<void>; readonly question: ReactNode } {
  const queries = useQueryClient();
  const navigate = useNavigate();
  useAtRest(LATER);
  const [unsaved, setUnsaved] = useState(0);

  const leave = async () => {
    setUnsaved(0);
    try {
      await endSession();
    } catch (error) {
      if (!isProblem(error, 'auth.unauthenticated')) return void notifications.show({ color: 'red', message: `${messageOf(error)} You are still signed in.` });
    }
    forgetImports();
    notifications.clean();
    await forgetDevice(userId);
    await navigate({ to: '/sign-in' });
    queries.clear();
  };

  const signOut = async () => {
    await whenAllClosed();
    const diagrams = await unsavedOnDevice(userId);
    if (diagrams === 0) await leave();
    else setUnsaved(diagrams);
  };
  return { signOut, question: unsaved > 0 && <UnsavedWorkDialog diagrams={unsaved} onSignOut={() => void leave()} onClose={() => setUnsaved(0)} /> };
}

/** A browser that cannot be asked keeps nothing either. */
async function unsavedOnDevice(userId: string): Promise<number> {
  try {
    return await (await deviceStore()).countUnsaved(userId);
  } catch (error) {
    console.warn('This browser keeps no drafts', error);
    return 0;
  }
}

async function forgetDevice(userId: string): Promise<void> {
  try {
    await (await deviceStore()).forgetDocuments(userId);
  } catch (error) {
    console.warn('What this browser keeps could not be removed', error);
    notifications.show({ color: 'orange', message: 'You are signed out, but copies of your diagrams may remain in this browser.' });
  }
}
