import { ActionIcon, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onChange } from '../../api/changes.js';
import { fetchedPart } from '../../ui/fetched-part.js';
import classes from './bell.module.css';
import { countWords, unreadQuery } from './notifications.js';

const NotificationList = fetchedPart(async () => (await import('./notification-list.js')).NotificationList);

/** What concerns the person: how much of it is new, and the list of it. */
export function Bell() {
  const queries = useQueryClient();
  const { data: unread = 0 } = useQuery(unreadQuery);
  const [opened, setOpened] = useState(false);
  useEffect(() => onChange('notifications', undefined, () => void queries.invalidateQueries({ queryKey: ['notifications'] })), [queries]);
  const close = () => setOpened(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={360} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={36} className={classes.bell} onClick={() => setOpened(!opened)} aria-label={unread > 0 ? `Notifications: ${countWords(unread)} new` : 'Notifications'}>
          <IconBell size={20} />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {countWords(unread)}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.dropdown} aria-label="Notifications">
        {opened && <NotificationList onClose={close} />}
      </Popover.Dropdown>
    </Popover>
  );
}
