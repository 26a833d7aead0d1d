import { Outlet } from '@tanstack/react-router';

/** Around every page. */
export function RootLayout() {
  return <Outlet />;
}
