import { Notifications } from '@mantine/notifications';

/** Where notices come up. Those that were shown before this was fetched are kept until then. */
export function Notices() {
  return <Notifications position="bottom-center" limit={4} containerWidth={420} />;
}
