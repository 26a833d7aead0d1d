import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { isProblem } from '../api/client.js';
import { meQuery, sessionQuery } from '../api/me.js';
import { StartingPage } from './pending-page.js';
import { parseAuthSearch, parseCompareSearch, parseEditorSearch, parseLibrarySearch, parseOperationsSearch } from './search-params.js';
import { LibraryRoute } from './library-route.js';
import { RootLayout } from './root-layout.js';
import { Shell } from './shell/shell.js';

const root = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({ component: RootLayout });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: parseAuthSearch,
  component: lazyRouteComponent(() => import('./auth-routes.js'), 'SignInRoute'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: parseAuthSearch,
  component: lazyRouteComponent(() => import('./auth-routes.js'), 'SignUpRoute'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  pendingComponent: StartingPage,
  beforeLoad: async ({ context: { queryClient }, location }) => {
    const toSignIn = () => redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    const known = queryClient.getQueryData(meQuery.queryKey) !== undefined;
    if (!known && (await queryClient.fetchQuery(sessionQuery)) === null) throw toSignIn();
    try {
      return { me: await queryClient.ensureQueryData(meQuery) };
    } catch (error) {
      throw isProblem(error, 'auth.unauthenticated') ? toSignIn() : error;
    }
  },
});

const shell = createRoute({ getParentRoute: () => signedIn, id: 'shell', component: Shell });

const library = createRoute({ getParentRoute: () => shell, path: '/', validateSearch: parseLibrarySearch, component: LibraryRoute });

const trash = createRoute({
  getParentRoute: () => shell,
  path: '/trash',
  component: lazyRouteComponent(() => import('./workspace-routes.js'), 'TrashRoute'),
});

const activity = createRoute({
  getParentRoute: () => shell,
  path: '/activity',
  component: lazyRouteComponent(() => import('./workspace-routes.js'), 'ActivityRoute'),
});

const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: lazyRouteComponent(() => import('./admin-route.js'), 'AdminRoute'),
});

const operations = createRoute({
  getParentRoute: () => shell,
  path: '/admin/operations',
  validateSearch: parseOperationsSearch,
  component: lazyRouteComponent(() => import('./operations-route.js'), 'OperationsRoute'),
});

/** Outside the shell: the editor has the whole window. */
const editor = createRoute({
  getParentRoute: () => signedIn,
  path: '/diagrams/$diagramId',
  validateSearch: parseEditorSearch,
  component: lazyRouteComponent(() => import('./editor-route.js'), 'EditorRoute'),
});

/** Two versions of a diagram compared; outside the shell as well. */
const compare = createRoute({
  getParentRoute: () => signedIn,
  path: '/diagrams/$diagramId/compare',
  validateSearch: parseCompareSearch,
  component: lazyRouteComponent(() => import('./compare-route.js'), 'CompareRoute'),
});

export const routeTree = root.addChildren([signIn, signUp, signedIn.addChildren([shell.addChildren([library, trash, activity, admin, operations]), editor, compare])]);
