import { ActionIcon, Avatar, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { isProblem, messageOf } from '../../api/client.js';
import { signOut } from '../../features/auth/auth-client.js';
import { useWorkspace } from '../use-workspace.js';

const SCHEMES = [
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
] as const;

/** Who is signed in, how it looks, and the way out. */
export function AccountMenu() {
  const { me } = useWorkspace();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const navigate = useNavigate();

  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      if (!isProblem(error, 'auth.unauthenticated')) return void notifications.show({ color: 'red', message: `${messageOf(error)} You are still signed in.` });
    }
    await navigate({ to: '/sign-in' });
    queries.clear();
  };

  return (
    <Menu width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={38} radius="xl" aria-label="Account and appearance">
          <Avatar size={34} name={me.user.name} color="petrol" alt="" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" fw={600} px="sm" pt={6} truncate>
          {me.user.name}
        </Text>
        <Text size="xs" c="dimmed" px="sm" pb={6} truncate>
          {me.user.email}
        </Text>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {SCHEMES.map(({ value, label, Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={17} />}
            rightSection={colorScheme === value && <IconCheck size={16} />}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={17} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
