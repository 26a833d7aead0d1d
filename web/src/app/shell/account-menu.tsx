import { ActionIcon, Avatar, type MantineColorScheme, Menu, Text, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useSignOut } from '../use-sign-out.js';
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
  const { signOut, question } = useSignOut(me.user.id);

  return (
    <>
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
          <Menu.Item leftSection={<IconLogout size={17} />} onClick={() => void signOut()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {question}
    </>
  );
}
