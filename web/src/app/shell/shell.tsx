import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { CreateAndImportProvider } from '../create-and-import.js';
import { Header } from './header.js';
import { Navigation } from './navigation.js';
import classes from './shell.module.css';

/** Header and navigation around the pages of a workspace. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // Going somewhere puts the menu of narrow screens away.
  useEffect(() => close(), [path, close]);

  return (
    <CreateAndImportProvider>
      <AppShell header={{ height: 60 }} navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding={{ base: 'md', sm: 'xl' }}>
        <a className={classes.skip} href="#content">
          Skip to the content
        </a>
        <AppShell.Header className={classes.header}>
          <Header menuOpened={opened} onToggleMenu={toggle} />
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} p="sm" aria-label="Pages">
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <div className={classes.page}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
    </CreateAndImportProvider>
  );
}
