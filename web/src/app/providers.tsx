import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fetchedPart } from '../ui/fetched-part.js';
import { cssVariables, theme } from '../ui/theme.js';
import { queryClient } from './query-client.js';

const Notices = fetchedPart(async () => (await import('./notices.js')).Notices);

/** What every page stands in: look, data, notices. */
export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <Notices />
        {children}
      </MantineProvider>
    </QueryClientProvider>
  );
}
