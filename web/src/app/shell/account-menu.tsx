import { ActionIcon, Avatar, type MantineColorScheme, Menu, Text, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
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
    <Menu width={240} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={38} radius="xl">
          <VisuallyHidden>Account and appearance</VisuallyHidden>
          <Avatar size={34} name={me.user.name} color="petrol" aria-hidden="true" />
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
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {SCHEMES.map(({ value, label, Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={17} />}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={17} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
