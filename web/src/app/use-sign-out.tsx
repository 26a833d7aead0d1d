import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { isProblem, messageOf } from '../api/client.js';
import { signOut } from '../features/auth/auth-client.js';
import { whenAllClosed } from '../features/editor/save/closing-editors.js';
import { forgetImports } from '../features/imports/import-run.js';
import { plural } from '../lib/plural.js';

const deviceStore = () => import('../features/editor/save/device-store.js');

/**
 * The way out. What the server holds as well is removed from this device; work that is only here stays, since nobody
 * else has it, and the person is told before leaving.
 */
export function useSignOut(userId: string): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();

  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      if (!isProblem(error, 'auth.unauthenticated')) return void notifications.show({ color: 'red', message: `${messageOf(error)} You are still signed in.` });
    }
    forgetImports();
    notifications.clean();
    await forgetDevice(userId);
    await navigate({ to: '/sign-in' });
    queries.clear();
  };

  return async () => {
    await whenAllClosed();
    const unsaved = await unsavedOnDevice(userId);
    if (unsaved === 0) return leave();
    modals.openConfirmModal({
      title: 'Some of your work is only on this device',
      children: (
        <Text size="sm">
          This browser keeps changes to {plural(unsaved, 'diagram')} that are not on the server. They stay here, and you find them again when you sign in and open the diagram. If others use this device, save or download them before you sign out.
        </Text>
      ),
      labels: { confirm: 'Sign out', cancel: 'Stay signed in' },
      onConfirm: () => void leave(),
    });
  };
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
