import { notifications } from '@mantine/notifications';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { onNotice } from '../api/notices.js';
import { useAtRest } from '../lib/use-at-rest.js';
import { fetchedPart } from '../ui/fetched-part.js';
import { CommandCenter } from './commands/command-center.js';
import { useReturn } from './use-return.js';

const SessionDialog = fetchedPart(async () => (await import('../features/auth/session-dialog.js')).SessionDialog);
const LATER = [SessionDialog];

/** Around every page: shows what the client has to say about the session and the pace. */
export function RootLayout() {
  const [expired, setExpired] = useState(false);
  const { email, comeBack } = useReturn();
  const router = useRouter();
  useAtRest(LATER);
  useEffect(
    () =>
      onNotice((notice) => {
        if (notice.kind === 'session-expired') return setExpired(!router.state.location.pathname.startsWith('/sign-'));
        notifications.show({
          id: 'slowed-down',
          message: `A little slower, please: the server asks us to wait. We go on in ${notice.seconds} s.`,
          autoClose: Math.max(notice.seconds, 2) * 1000,
          withCloseButton: false,
        });
      }),
    [router],
  );
  const signedIn = async () => {
    await comeBack();
    setExpired(false);
  };
  return (
    <>
      <Outlet />
      <CommandCenter />
      {expired && <SessionDialog opened email={email} onSignedIn={signedIn} onClose={() => setExpired(false)} />}
    </>
  );
}
