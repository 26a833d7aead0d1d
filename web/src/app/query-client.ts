import { QueryClient } from '@tanstack/react-query';
import { retryDelay, retryRead, retryWrite } from '../api/retry.js';

/** The cache of everything read from the server. Requests are always tried: `navigator.onLine` is too often wrong. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', staleTime: 15_000, retry: retryRead, retryDelay },
    mutations: { networkMode: 'always', retry: retryWrite, retryDelay },
  },
});
